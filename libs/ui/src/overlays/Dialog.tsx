'use client';
import { lazy, type ReactNode, Suspense, useState } from 'react';

const DialogPanel = lazy(() => import('./DialogPanel'));

export type DialogProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void; readonly title: string; readonly closeLabel: string; readonly children: ReactNode };

/** A panel over the page; a sheet from below on a phone. Its code is loaded when it is first opened. */
export function Dialog(props: DialogProps) {
  const [wasOpened, setWasOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setWasOpened(true);
  return wasOpened && (
    <Suspense>
      <DialogPanel {...props} />
    </Suspense>
  );
}
