export const backdrop = 'fixed inset-0 z-40 animate-fade-in bg-black/45';
export const panel = 'fixed z-50 animate-pop-in border border-line bg-surface shadow-raised';
