'use client';
import { Slot } from 'radix-ui';
import { lazy, type ReactNode, startTransition, Suspense, useState } from 'react';

const loadPanel = () => import('./ConfirmPanel');
const ConfirmPanel = lazy(loadPanel);

export type ConfirmTexts = { readonly title: string; readonly description: string; readonly confirmLabel: string; readonly cancelLabel: string };

/** Asks before something that cannot be taken back by a click. */
export function Confirm({ trigger, ...rest }: ConfirmTexts & { readonly trigger: ReactNode; readonly onConfirm: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const preload = () => void loadPanel();
  const open = () =>
    startTransition(() => {
      setWasOpened(true);
      setIsOpen(true);
    });
  return (
    <>
      <Slot.Root aria-haspopup="dialog" aria-expanded={isOpen} onPointerEnter={preload} onFocus={preload} onClick={open}>
        {trigger}
      </Slot.Root>
      {wasOpened && (
        <Suspense>
          <ConfirmPanel {...rest} isOpen={isOpen} onOpenChange={setIsOpen} />
        </Suspense>
      )}
    </>
  );
}
