'use client';
import { lazy, Suspense, useState } from 'react';
import type { CommandPaletteProps } from './CommandDialog';

const CommandDialog = lazy(() => import('./CommandDialog'));

/** A search over pages and things. Its code is loaded when it is first opened: few visits need it at once. */
export function CommandPalette(props: CommandPaletteProps) {
  const [wasOpened, setWasOpened] = useState(props.isOpen);
  if (props.isOpen && !wasOpened) setWasOpened(true);
  return wasOpened && (
    <Suspense>
      <CommandDialog {...props} />
    </Suspense>
  );
}
