'use client';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { CommandPaletteProps } from './CommandDialog';

const CommandDialog = lazy(() => import('./CommandDialog'));

/** A search over pages and things. Its code is loaded when it is first opened: few visits need it at once. */
export function CommandPalette(props: CommandPaletteProps) {
  const isOpen = useDeferredValue(props.isOpen, false);
  const [wasOpened, setWasOpened] = useState(false);
  if (isOpen && !wasOpened) setWasOpened(true);
  return wasOpened && (
    <Suspense>
      <CommandDialog {...props} isOpen={isOpen} />
    </Suspense>
  );
}
