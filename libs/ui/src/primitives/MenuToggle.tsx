'use client';
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

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
