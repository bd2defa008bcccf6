'use client';
import { type KeyboardEvent, useState } from 'react';
import { classNames } from '../class-names';

type QuantityFieldProps = {
  readonly label: string;
  /** What stands in the field until somebody types. */
  readonly value: number;
  /** Arrow keys go up and down by so much, to multiples of it. */
  readonly step: number;
  readonly format: (value: number) => string;
  readonly isChanged?: boolean;
  readonly isDisabled?: boolean;
  readonly onCommit: (value: number) => void;
  /** Enter (1) and Shift+Enter (-1) leave for the field below or above; Control+Enter also agrees. */
  readonly onLeave?: (direction: 1 | -1, isAgreed: boolean) => void;
  readonly className?: string;
};

/** Digits with one decimal sign; group separators are forgiven. NaN when it is no quantity. */
export function parseQuantity(text: string): number {
  const plain = text.trim().replaceAll(/[\s'’]/g, '');
  if (/^\d{1,3}([.,]\d{3})+$/.test(plain)) return Number(plain.replaceAll(/[.,]/g, ''));
  return /^\d+([.,]\d*)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN;
}

/** The next multiple of `step` above (1) or below (-1), never below zero. */
export function stepQuantity(value: number, step: number, direction: 1 | -1): number {
  const steps = value / step;
  const next = direction === 1 ? Math.floor(steps + 1e-9) + 1 : Math.ceil(steps - 1e-9) - 1;
  return Math.max(0, Math.round(next * step * 1e6) / 1e6);
}

/** A figure in a table that is typed over: saved when left, put back by Escape. */
export function QuantityField({ label, value, step, format, isChanged = false, isDisabled, onCommit, onLeave, className }: QuantityFieldProps) {
  const [typed, setTyped] = useState<string>();
  const number = typed === undefined ? value : parseQuantity(typed);
  const isInvalid = Number.isNaN(number);
  const commit = () => {
    if (isInvalid) return;
    setTyped(undefined);
    if (number !== value) onCommit(number);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      setTyped(String(stepQuantity(isInvalid ? value : number, step, event.key === 'ArrowUp' ? 1 : -1)));
    } else if (event.key === 'Escape' && typed !== undefined) {
      event.preventDefault();
      setTyped(undefined);
    } else if (event.key === 'Enter' && !isInvalid) {
      event.preventDefault();
      commit();
      onLeave?.(event.shiftKey ? -1 : 1, event.ctrlKey || event.metaKey);
    }
  };
  return (
    <input
      role="spinbutton"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-valuenow={isInvalid ? undefined : number}
      aria-valuetext={isInvalid ? undefined : format(number)}
      aria-valuemin={0}
      aria-invalid={isInvalid || undefined}
      disabled={isDisabled}
      value={typed ?? format(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => (isInvalid ? setTyped(undefined) : commit())}
      onKeyDown={onKeyDown}
      className={classNames(
        'h-8 w-full min-w-0 rounded-md border bg-surface px-2 text-right text-sm tabular-nums transition-colors hover:border-ink-faint focus-visible:outline-offset-0 disabled:border-transparent disabled:bg-transparent disabled:text-ink-soft disabled:hover:border-transparent',
        isInvalid ? 'border-bad' : isChanged ? 'border-accent font-semibold text-accent-ink' : 'border-line-strong text-ink',
        className,
      )}
    />
  );
}
