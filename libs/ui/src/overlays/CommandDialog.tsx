'use client';
import { Command } from 'cmdk';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';

type CommandGroup = {
  readonly heading: string;
  readonly items: readonly { readonly id: string; readonly icon?: ReactNode; readonly label: string; readonly detail?: string; readonly keywords?: readonly string[]; readonly onRun: () => void }[];
};

export type CommandPaletteProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly label: string;
  readonly placeholder: string;
  readonly emptyText: string;
  readonly query: string;
  readonly onQueryChange: (query: string) => void;
  /** Filtered by what is typed. */
  readonly groups: readonly CommandGroup[];
  /** Already answers to what is typed, shown as they are. */
  readonly found: readonly CommandGroup[];
};

export default function CommandDialog({ isOpen, onOpenChange, label, placeholder, emptyText, query, onQueryChange, groups, found }: CommandPaletteProps) {
  const group = ({ heading, items }: CommandGroup, isFound: boolean) => (
    <Command.Group key={heading} heading={heading} className="px-1.5 pb-1.5 text-xs text-ink-faint [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1">
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={isFound ? `${query} ${item.id} ${item.label}` : `${item.label} ${item.id}`}
          keywords={item.keywords ? [...item.keywords] : undefined}
          onSelect={() => {
            onOpenChange(false);
            item.onRun();
          }}
          className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-base text-ink data-[selected=true]:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-faint"
        >
          {item.icon}
          <span className="truncate">{item.label}</span>
          {item.detail && <span className="ml-auto shrink-0 pl-4 text-sm text-ink-faint">{item.detail}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-black/45" />
        <RadixDialog.Content aria-describedby={undefined} className="fixed top-[12vh] left-1/2 z-50 w-[calc(100%-2rem)] max-w-xl -translate-x-1/2 animate-pop-in overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
          <RadixDialog.Title className="sr-only">{label}</RadixDialog.Title>
          <Command label={label} loop>
            <Command.Input value={query} onValueChange={onQueryChange} placeholder={placeholder} className="h-12 w-full border-b border-line bg-transparent px-4 text-lg text-ink outline-none placeholder:text-ink-faint" />
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto py-1">
              <Command.Empty className="py-10 text-center text-sm text-ink-faint">{emptyText}</Command.Empty>
              {found.filter(({ items }) => items.length > 0).map((each) => group(each, true))}
              {groups.map((each) => group(each, false))}
            </Command.List>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
