'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ExternalToast, toast as Sonner } from 'sonner';

// Nobody is told anything before a page can be used: the library comes after the page's first script.
const Toasts = lazy(() => import('./Toasts'));

let announce: (show: typeof Sonner) => void;
const shown = new Promise<typeof Sonner>((resolve) => (announce = resolve));
const onReady = (show: typeof Sonner) => announce(show);

const say = (kind: 'success' | 'error') => (message: string, options?: ExternalToast) => void shown.then((show) => show[kind](message, options));

/** Brief messages about what was done or went wrong; shown by the page's {@link Toaster}. */
export const toast = { success: say('success'), error: say('error') };

export function Toaster({ theme, label }: { readonly theme: 'light' | 'dark' | 'system'; readonly label: string }) {
  const [isMounted, setIsMounted] = useState(false);
  useEffect(() => setIsMounted(true), []);
  return isMounted && <Suspense><Toasts theme={theme} label={label} onReady={onReady} /></Suspense>;
}
