'use client';
import { type ComponentProps, useEffect, useRef } from 'react';
import { classNames } from '../class-names';

type CheckboxProps = { readonly label: string; readonly isMixed?: boolean; readonly isLabelShown?: boolean } & Omit<ComponentProps<'input'>, 'type'>;

/** A tick box; its label may be left to screen readers where a row says what is ticked. */
export function Checkbox({ label, isMixed = false, isLabelShown = false, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <label className={classNames('inline-flex min-h-6 min-w-6 cursor-pointer items-center gap-2 text-sm', className)}>
      <input ref={box} type="checkbox" aria-label={isLabelShown ? undefined : label} className="size-4 shrink-0 accent-accent" {...rest} />
      {isLabelShown && <span>{label}</span>}
    </label>
  );
}
