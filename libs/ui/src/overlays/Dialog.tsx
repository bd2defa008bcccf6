'use client';
import { lazy, type ReactNode, Suspense, useDeferredValue, useState } from 'react';

const DialogPanel = lazy(() => import('./DialogPanel'));

export type DialogProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void; readonly title: string; readonly closeLabel: string; readonly children: ReactNode };

/** A panel over the page; a sheet from below on a phone. Its code is loaded when it is first opened. */
export function Dialog(props: DialogProps) {
  const isOpen = useDeferredValue(props.isOpen, false);
  const [wasOpened, setWasOpened] = useState(false);
  if (isOpen && !wasOpened) setWasOpened(true);
  return wasOpened && (
    <Suspense>
      <DialogPanel {...props} isOpen={isOpen} />
    </Suspense>
  );
}
