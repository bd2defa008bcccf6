'use client';
import { autoUpdate, flip, offset, shift, useFloating } from '@floating-ui/react-dom';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

type BubbleProps = { readonly id: string; readonly anchor: Element; readonly children: ReactNode; readonly onPointerEnter: () => void; readonly onPointerLeave: () => void };

export default function Bubble({ id, anchor, children, onPointerEnter, onPointerLeave }: BubbleProps) {
  const { refs, floatingStyles } = useFloating({ placement: 'top', strategy: 'fixed', elements: { reference: anchor }, middleware: [offset(6), flip(), shift({ padding: 8 })], whileElementsMounted: autoUpdate });
  return createPortal(
    <div ref={refs.setFloating} id={id} role="tooltip" style={floatingStyles} onPointerEnter={onPointerEnter} onPointerLeave={onPointerLeave} className="z-50 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-xs text-surface shadow-raised">
      {children}
    </div>,
    document.body,
  );
}
