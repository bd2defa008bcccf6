'use client';
import { X } from 'lucide-react';
import { AlertDialog, Dialog as RadixDialog, DropdownMenu, Tooltip as RadixTooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { Button } from './Button';

const backdrop = 'fixed inset-0 z-40 animate-fade-in bg-black/45';
const panel = 'fixed z-50 animate-pop-in border border-line bg-surface shadow-raised';

type DialogProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void; readonly title: string; readonly closeLabel: string; readonly children: ReactNode };

/** A panel over the page; a sheet from below on a phone. */
export function Dialog({ isOpen, onOpenChange, title, closeLabel, children }: DialogProps) {
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={backdrop} />
        <RadixDialog.Content
          aria-describedby={undefined}
          className={classNames(panel, 'inset-x-0 bottom-0 max-h-[85dvh] overflow-y-auto rounded-t-xl p-5 sm:inset-auto sm:top-[18vh] sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:rounded-xl')}
        >
          <div className="mb-4 flex items-center justify-between gap-4">
            <RadixDialog.Title className="text-lg font-semibold">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label={closeLabel}>
                <X aria-hidden />
              </Button>
            </RadixDialog.Close>
          </div>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

type ConfirmProps = { readonly trigger: ReactNode; readonly title: string; readonly description: string; readonly confirmLabel: string; readonly cancelLabel: string; readonly onConfirm: () => void };

/** Asks before something that cannot be taken back by a click. */
export function Confirm({ trigger, title, description, confirmLabel, cancelLabel, onConfirm }: ConfirmProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
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

type MenuProps = {
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  /** For a menu that was clicked before it had been loaded. */
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
};

/** A menu of actions; give `MenuItem`, `MenuLabel` and `MenuSeparator` as children. */
export function Menu({ trigger, align = 'end', isOpenAtFirst = false, children }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen={isOpenAtFirst}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={6} collisionPadding={8} className="z-50 min-w-48 animate-pop-in rounded-lg border border-line bg-surface p-1 shadow-raised">
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type MenuItemProps = { readonly children: ReactNode; readonly onSelect?: () => void; readonly asChild?: boolean; readonly isChecked?: boolean };

export function MenuItem({ children, onSelect, asChild, isChecked }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      asChild={asChild}
      onSelect={onSelect}
      aria-current={isChecked || undefined}
      className={classNames(
        'flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm text-ink outline-none data-[highlighted]:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-faint',
        isChecked && 'font-semibold text-accent-ink',
      )}
    >
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-faint">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

/** The meaning of a term; reached by hover, focus and tap. */
export function Tooltip({ text, children }: { readonly text: ReactNode; readonly children: ReactNode }) {
  return (
    <RadixTooltip.Provider delayDuration={250}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content sideOffset={6} collisionPadding={8} className="z-50 max-w-72 animate-pop-in rounded-md bg-ink px-2.5 py-1.5 text-xs text-surface shadow-raised">
            {text}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}
