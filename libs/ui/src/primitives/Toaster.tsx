'use client';
import { Toaster as SonnerToaster } from 'sonner';

export { toast } from 'sonner';

export function Toaster({ theme, label }: { readonly theme: 'light' | 'dark' | 'system'; readonly label: string }) {
  return <SonnerToaster theme={theme} position="bottom-right" containerAriaLabel={label} toastOptions={{ style: { background: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--line)', fontSize: '0.8125rem' } }} />;
}
