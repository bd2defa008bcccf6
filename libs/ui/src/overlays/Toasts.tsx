import { useEffect } from 'react';
import { toast, Toaster } from 'sonner';

type ToastsProps = {
  readonly theme: 'light' | 'dark' | 'system';
  readonly label: string;
  /** Called once toasts can be seen. */
  readonly onReady: (show: typeof toast) => void;
};

/** At the top, where it covers neither the bar of a selection nor a phone's navigation. */
export default function Toasts({ theme, label, onReady }: ToastsProps) {
  useEffect(() => onReady(toast), [onReady]);
  return <Toaster theme={theme} position="top-center" containerAriaLabel={label} toastOptions={{ style: { background: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--line)', fontSize: '0.8125rem' } }} />;
}
