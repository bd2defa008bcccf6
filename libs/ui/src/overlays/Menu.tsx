'use client';
import { Slot } from 'radix-ui';
import { type KeyboardEvent, lazy, type ReactNode, startTransition, Suspense, useState } from 'react';

const loadParts = () => import('./menu-parts');
const MenuRoot = lazy(() => loadParts().then(({ MenuRoot: component }) => ({ default: component })));
export const MenuItem = lazy(() => loadParts().then(({ MenuItem: component }) => ({ default: component })));
export const MenuToggle = lazy(() => loadParts().then(({ MenuToggle: component }) => ({ default: component })));
export const MenuLabel = lazy(() => loadParts().then(({ MenuLabel: component }) => ({ default: component })));
export const MenuSeparator = lazy(() => loadParts().then(({ MenuSeparator: component }) => ({ default: component })));

export type MenuProps = { readonly trigger: ReactNode; readonly align?: 'start' | 'end'; readonly children: ReactNode };

/** A menu of actions; give `MenuItem`, `MenuToggle`, `MenuLabel` and `MenuSeparator` as children. Its code is loaded when it is wanted. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const preload = () => void loadParts();
  // As a transition, because a fallback once shown stays for 300 ms.
  const open = () => startTransition(() => setWasOpened(true));
  const openByKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    open();
  };
  const closed = (
    <Slot.Root aria-haspopup="menu" aria-expanded={false} onPointerEnter={preload} onFocus={preload} onClick={open} onKeyDown={openByKey}>
      {trigger}
    </Slot.Root>
  );
  if (!wasOpened) return closed;
  return (
    <Suspense fallback={closed}>
      <MenuRoot trigger={trigger} align={align}>
        {children}
      </MenuRoot>
    </Suspense>
  );
}
