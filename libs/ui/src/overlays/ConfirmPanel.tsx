'use client';
import { AlertDialog } from 'radix-ui';
import { classNames } from '../class-names';
import { Button } from '../primitives/Button';
import type { ConfirmTexts } from './Confirm';
import { backdrop, panel } from './panel';

type ConfirmPanelProps = ConfirmTexts & { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void; readonly onConfirm: () => void };

export default function ConfirmPanel({ isOpen, onOpenChange, title, description, confirmLabel, cancelLabel, onConfirm }: ConfirmPanelProps) {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={backdrop} />
        <AlertDialog.Content className={classNames(panel, 'top-[22vh] left-1/2 w-[calc(100%-2rem)] max-w-md -translate-x-1/2 rounded-xl p-5')}>
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 text-base text-ink-soft">{description}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancelLabel}</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild onClick={onConfirm}>
              <Button variant="primary">{confirmLabel}</Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
