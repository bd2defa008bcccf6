import { classNames } from '../class-names';

type Level = { readonly label: string; readonly value: number; readonly text: string; readonly help?: string };

export type StockBarProps = {
  /** What the bar shows, in a sentence. */
  readonly description: string;
  readonly now: Level;
  /** Added to `now` when it arrives. */
  readonly onOrder: Level;
  /** Expected after one lead time, without a new order. */
  readonly later: Level;
  readonly safetyStock: Level;
  readonly reorderPoint: Level;
  readonly orderUpTo: Level;
};

/** Where stock stands between safety stock and the most that is wanted: zones behind, stock in front, figures below. */
export default function StockFigure({ description, now, onOrder, later, safetyStock, reorderPoint, orderUpTo }: StockBarProps) {
  const end = Math.max(now.value + onOrder.value, orderUpTo.value, reorderPoint.value, 1) * 1.06;
  const at = (value: number) => `${Math.min(100, Math.max(0, (value / end) * 100))}%`;
  const zone = (from: number, to: number, color: string) => to > from && <span aria-hidden className={classNames('absolute inset-y-0', color)} style={{ left: at(from), width: `calc(${at(to)} - ${at(from)})` }} />;
  const entries = [
    { ...now, swatch: 'bg-chart-history' },
    { ...onOrder, swatch: 'bg-chart-history opacity-40' },
    { ...later, swatch: 'rounded-full bg-chart-backtest' },
    { ...safetyStock, swatch: 'bg-bad-soft ring-1 ring-bad ring-inset' },
    { ...reorderPoint, swatch: 'bg-warn-soft ring-1 ring-warn ring-inset' },
    { ...orderUpTo, swatch: 'bg-good-soft ring-1 ring-good ring-inset' },
  ];
  return (
    <figure>
      <div role="img" aria-label={description} className="relative mt-5 h-9">
        <div className="absolute inset-0 overflow-hidden rounded-md bg-sunken">
          {zone(0, safetyStock.value, 'bg-bad-soft')}
          {zone(safetyStock.value, reorderPoint.value, 'bg-warn-soft')}
          {zone(reorderPoint.value, orderUpTo.value, 'bg-good-soft')}
        </div>
        <span aria-hidden className="absolute inset-y-2.5 left-0 rounded-r-sm bg-chart-history" style={{ width: at(now.value) }} />
        <span aria-hidden className="absolute inset-y-2.5 rounded-r-sm bg-chart-history opacity-40" style={{ left: at(now.value), width: `calc(${at(now.value + onOrder.value)} - ${at(now.value)})` }} />
        {[safetyStock, reorderPoint, orderUpTo].map(({ label, value }, index) => (
          <span key={label} aria-hidden className={classNames('absolute -inset-y-1 w-0.5 -translate-x-1/2', ['bg-bad', 'bg-warn', 'bg-good'][index])} style={{ left: at(value) }} />
        ))}
        <span aria-hidden className="absolute -top-4 size-0 -translate-x-1/2 border-x-[5px] border-t-[7px] border-x-transparent border-t-chart-backtest" style={{ left: at(later.value) }} />
      </div>
      <figcaption>
        <dl className="mt-4 grid grid-cols-2 gap-x-5 gap-y-3 sm:grid-cols-3 lg:grid-cols-6">
          {entries.map(({ label, text, help, swatch }) => (
            <div key={label} className="min-w-0">
              <dt className="flex items-start gap-1.5 text-xs text-ink-faint">
                <span aria-hidden className={classNames('mt-1 size-2.5 shrink-0 rounded-xs', swatch)} />
                <span title={help} className={help && 'cursor-help underline decoration-dotted underline-offset-2'}>{label}</span>
              </dt>
              <dd className="pl-4 text-base font-semibold tabular-nums">{text}</dd>
            </div>
          ))}
        </dl>
      </figcaption>
    </figure>
  );
}
