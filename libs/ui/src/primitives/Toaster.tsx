'use client';
import { Toaster as SonnerToaster } from 'sonner';

export { toast } from 'sonner';

/** At the top, where it covers neither the bar of a selection nor a phone's navigation. */
export function Toaster({ theme, label }: { readonly theme: 'light' | 'dark' | 'system'; readonly label: string }) {
  return <SonnerToaster theme={theme} position="top-center" containerAriaLabel={label} toastOptions={{ style: { background: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--line)', fontSize: '0.8125rem' } }} />;
}
