'use client';
import { Slot } from 'radix-ui';
import { type KeyboardEvent, lazy, type PointerEvent, type ReactNode, startTransition, Suspense, type SyntheticEvent, useEffect, useId, useRef, useState } from 'react';

const loadBubble = () => import('./Bubble');
const Bubble = lazy(loadBubble);

/** Long enough to pass over a word without its meaning in the way, and to reach a bubble with the pointer. */
const DELAY_MS = { show: 250, hide: 120 };

/** The meaning of a term; reached by hover, focus and tap, and put away by Escape. */
export function Tooltip({ text, children }: { readonly text: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = () => clearTimeout(timer.current);
  useEffect(() => keep, []);

  const change = (to: Element | null, delay: number) => {
    keep();
    timer.current = setTimeout(() => startTransition(() => setAnchor(to)), delay);
  };
  const show = ({ currentTarget }: SyntheticEvent) => {
    keep();
    startTransition(() => setAnchor(currentTarget));
  };
  const hideSoon = () => change(null, DELAY_MS.hide);
  const showSoon = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    void loadBubble();
    change(event.currentTarget, DELAY_MS.show);
  };
  const hideByKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') change(null, 0);
  };
  return (
    <>
      <Slot.Root aria-describedby={anchor ? id : undefined} onPointerEnter={showSoon} onPointerLeave={hideSoon} onFocus={show} onBlur={hideSoon} onClick={show} onKeyDown={hideByKey}>
        {children}
      </Slot.Root>
      {anchor && (
        <Suspense>
          <Bubble id={id} anchor={anchor} onPointerEnter={keep} onPointerLeave={hideSoon}>
            {text}
          </Bubble>
        </Suspense>
      )}
    </>
  );
}
