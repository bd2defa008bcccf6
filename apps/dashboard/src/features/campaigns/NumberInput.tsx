'use client';
import { TextField } from '@almanac/ui';
import { useEffect, useState } from 'react';

type NumberInputProps = { readonly label: string; readonly hint?: string; readonly value: number; readonly min: number; readonly max: number; readonly step: number | 'any'; readonly onChange: (value: number) => void };

/** A figure of a plan: shown as it is typed, and taken a moment later when it is within its limits. */
export function NumberInput({ label, hint, value, min, max, step, onChange }: NumberInputProps) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => {
    const next = Number(typed);
    if (typed.trim() === '' || next === value || !(next >= min && next <= max)) return;
    const timer = setTimeout(() => onChange(next), 350);
    return () => clearTimeout(timer);
  }, [typed, value, min, max, onChange]);
  return <TextField label={label} hint={hint} type="number" inputMode="decimal" min={min} max={max} step={step} required value={typed} onChange={(event) => setTyped(event.target.value)} />;
}
