'use client';
import { useEffect, useEffectEvent, useId, useRef } from 'react';
import type { Option } from './Field';

type SegmentedProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (Option & { readonly value: Value })[];
  readonly onChange: (value: Value) => void;
};

/** One of a few, all in sight. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  // A click before the page had its script has marked an option that nobody was told of.
  const takeUpEarlyChoice = useEffectEvent(() => {
    const marked = group.current?.querySelector<HTMLInputElement>('input:checked')?.value;
    const early = options.find((option) => option.value === marked);
    if (early && early.value !== value) onChange(early.value);
  });
  useEffect(() => takeUpEarlyChoice(), []);
  return (
    <fieldset ref={group} role="radiogroup" aria-label={label} className="inline-flex w-fit rounded-md border border-line bg-sunken p-0.5">
      {options.map((option) => (
        <label
          key={option.value}
          className="relative inline-flex h-7 items-center rounded-[5px] px-2.5 text-sm font-medium whitespace-nowrap text-ink-soft transition-colors hover:text-ink has-checked:bg-surface has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} className="absolute inset-0 cursor-pointer appearance-none outline-none" />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

type SwitchProps = { readonly label: string; readonly isLabelHidden?: boolean; readonly hint?: string; readonly isOn: boolean; readonly isDisabled?: boolean; readonly onChange: (isOn: boolean) => void };

export function Switch({ label, isLabelHidden = false, hint, isOn, isDisabled, onChange }: SwitchProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const takeUpEarlyChoice = useEffectEvent(() => {
    if (box.current && box.current.checked !== isOn) onChange(box.current.checked);
  });
  useEffect(() => takeUpEarlyChoice(), []);
  return (
    <div className="flex items-start gap-3">
      <input
        ref={box}
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        disabled={isDisabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors before:block before:size-4 before:translate-x-0.5 before:translate-y-0.5 before:rounded-full before:bg-white before:shadow before:transition-transform checked:bg-accent checked:before:translate-x-[18px] disabled:cursor-not-allowed disabled:opacity-50"
      />
      <div className="text-sm">
        <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium text-ink'}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-ink-faint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
