import { type CSSProperties, useId } from 'react';

type SliderProps = {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as a reader says it, such as "95 %". */
  readonly valueText: string;
  readonly onChange: (value: number) => void;
};

/** A value on a scale, by pointer or arrow keys. */
export function Slider({ label, value, min, max, step, valueText, onChange }: SliderProps) {
  const id = useId();
  const filled: CSSProperties & { '--filled': string } = { '--filled': `${max > min ? ((value - min) / (max - min)) * 100 : 0}%` };
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium text-ink-soft">
          {label}
        </label>
        <output htmlFor={id} className="text-lg font-semibold tabular-nums">
          {valueText}
        </output>
      </div>
      <input id={id} type="range" min={min} max={max} step={step} value={value} aria-valuetext={valueText} onChange={(event) => onChange(Number(event.target.value))} style={filled} className="slider mt-1 h-6 w-full cursor-pointer" />
    </div>
  );
}
