'use client';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import type { MenuProps } from './Menu';

/** A menu that opens as it is first shown. */
export function MenuRoot({ trigger, align, children }: Required<MenuProps>) {
  return (
    <DropdownMenu.Root defaultOpen>
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

type MenuToggleProps = { readonly isOn: boolean; readonly onToggle: (isOn: boolean) => void; readonly children: ReactNode };

/** An entry of a `Menu` that is on or off; the menu stays open, since more than one is often wanted. */
export function MenuToggle({ isOn, onToggle, children }: MenuToggleProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={isOn}
      onCheckedChange={onToggle}
      onSelect={(event) => event.preventDefault()}
      className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm text-ink outline-none data-[highlighted]:bg-sunken"
    >
      <span className="flex size-4 items-center justify-center rounded-sm border border-line-strong text-accent-ink">
        <DropdownMenu.ItemIndicator>
          <Check className="size-3.5" aria-hidden />
        </DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-faint">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
