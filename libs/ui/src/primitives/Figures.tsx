import { ArrowDown, ArrowUp, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names';
import { Tooltip } from '../overlays/Tooltip';

type MetricProps = {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  readonly detail?: ReactNode;
  readonly help?: string;
};

/** One key figure with its unit and what it is held against. */
export function Metric({ label, value, unit, detail, help }: MetricProps) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3.5 sm:px-5">
      <dt className="flex items-center gap-1 text-sm text-ink-faint">
        <span>{label}</span>
        {help && (
          <Tooltip text={help}>
            <button type="button" aria-label={help} className="shrink-0 rounded-full text-ink-faint hover:text-ink print:hidden">
              <Info className="size-3.5" aria-hidden />
            </button>
          </Tooltip>
        )}
      </dt>
      <dd className="mt-0.5">
        <span className="text-2xl font-semibold tracking-tight text-ink tabular-nums">{value}</span>
        {unit && <span className="ml-1 text-sm text-ink-faint">{unit}</span>}
        {detail && <span className="mt-0.5 block text-sm text-ink-faint">{detail}</span>}
      </dd>
    </div>
  );
}

const oddOnPhones = '[&>:last-child:nth-child(odd)]:col-span-2 lg:[&>:last-child:nth-child(odd)]:col-span-1';
const stripColumns = { 3: `lg:grid-cols-3 ${oddOnPhones}`, 4: 'lg:grid-cols-4', 5: `lg:grid-cols-5 ${oddOnPhones}` };

/** Metrics side by side, parted by hairlines. */
export function MetricStrip({ children, columns = 4 }: { readonly children: ReactNode; readonly columns?: 3 | 4 | 5 }) {
  return (
    <dl className={classNames('grid grid-cols-2 gap-px overflow-hidden rounded-[10px] border border-line bg-line shadow-card', stripColumns[columns])}>
      {children}
    </dl>
  );
}

/** A change with its direction; `isGood` decides the colour, the arrow and sign carry the meaning without it. */
export function Delta({ text, direction, isGood }: { readonly text: string; readonly direction: -1 | 0 | 1; readonly isGood?: boolean }) {
  return (
    <span className={classNames('font-medium whitespace-nowrap tabular-nums [&_svg]:mr-0.5 [&_svg]:inline [&_svg]:align-[-2px]', isGood === undefined || direction === 0 ? 'text-ink-soft' : isGood ? 'text-good' : 'text-bad')}>
      {direction > 0 && <ArrowUp className="size-3.5" aria-hidden />}
      {direction < 0 && <ArrowDown className="size-3.5" aria-hidden />}
      {text}
    </span>
  );
}

/** Names and values of one thing. */
export function Facts({ items }: { readonly items: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
      {items.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-ink-faint">{label}</dt>
          <dd className="break-words text-ink tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
