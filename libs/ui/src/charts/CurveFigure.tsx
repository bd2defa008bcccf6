import { classNames } from '../class-names';
import type { ChartColor } from './time-chart-model';

type Point = { readonly x: number; readonly y: number };

export type CurveChartProps = {
  /** What the chart shows, in a sentence, for those who cannot see it. */
  readonly description: string;
  /** In the order they are joined. */
  readonly curve: readonly (Point & { readonly label: string })[];
  readonly curveName: string;
  /** The point of the curve that is in force now. */
  readonly chosen?: number;
  /** Points beside the curve that it is held against. */
  readonly others: readonly (Point & { readonly id: string; readonly name: string; readonly color: ChartColor })[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  readonly height?: number;
};

const fills: Record<ChartColor, string> = {
  history: 'fill-chart-history',
  forecast: 'fill-chart-forecast',
  backtest: 'fill-chart-backtest',
  promotion: 'fill-chart-promotion',
  'stock-out': 'fill-chart-stock-out',
  muted: 'fill-chart-muted',
  adjusted: 'fill-chart-adjusted',
};
const backgrounds: Record<ChartColor, string> = {
  history: 'bg-chart-history',
  forecast: 'bg-chart-forecast',
  backtest: 'bg-chart-backtest',
  promotion: 'bg-chart-promotion',
  'stock-out': 'bg-chart-stock-out',
  muted: 'bg-chart-muted',
  adjusted: 'bg-chart-adjusted',
};

/** Round steps that span `low` to `high`, about `count` of them. */
export function ticks(low: number, high: number, count = 4): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Math.round((first + index) * step * 1e9) / 1e9);
}

/** One quantity against another in a few points, joined by a line. Percent coordinates keep letters sharp at any width. */
export default function CurveFigure({ description, curve, curveName, chosen, others, xLabel, yLabel, formatX, formatY, height = 280 }: CurveChartProps) {
  const all = [...curve, ...others];
  const range = (values: readonly number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const pad = (high - low || Math.abs(high) || 1) * 0.12;
    return [low - pad, high + pad] as const;
  };
  const [xLow, xHigh] = range(all.map(({ x }) => x));
  const [yLow, yHigh] = range(all.map(({ y }) => y));
  const x = (value: number) => `${12 + ((value - xLow) / (xHigh - xLow)) * 86}%`;
  const y = (value: number) => `${86 - ((value - yLow) / (yHigh - yLow)) * 82}%`;
  const now = chosen === undefined ? undefined : curve[chosen];
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {[{ id: 'curve', name: curveName, color: 'forecast' as const }, ...others].map(({ id, name, color }) => (
          <span key={id} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={classNames('inline-block size-2 rounded-full', backgrounds[color])} />
            {name}
          </span>
        ))}
      </figcaption>
      <svg role="img" aria-label={description} width="100%" height={height} className="block overflow-visible text-[11px] tabular-nums">
        {ticks(yLow, yHigh).map((value) => (
          <g key={value}>
            <line x1="12%" x2="98%" y1={y(value)} y2={y(value)} className="stroke-line" />
            <text x="11%" y={y(value)} textAnchor="end" dominantBaseline="middle" className="fill-ink-faint">
              {formatY(value)}
            </text>
          </g>
        ))}
        {ticks(xLow, xHigh, 4).map((value) => (
          <text key={value} x={x(value)} y="92%" textAnchor="middle" className="fill-ink-faint">
            {formatX(value)}
          </text>
        ))}
        <text x="98%" y="99%" textAnchor="end" className="fill-ink-faint">
          {xLabel}
        </text>
        <text x="12%" y="2%" className="fill-ink-faint">
          {yLabel}
        </text>
        {curve.slice(1).map((point, index) => {
          const from = curve[index];
          return from && <line key={point.label} x1={x(from.x)} y1={y(from.y)} x2={x(point.x)} y2={y(point.y)} strokeWidth="2" strokeLinecap="round" className="stroke-chart-forecast" />;
        })}
        {curve.map((point) => (
          <circle key={point.label} cx={x(point.x)} cy={y(point.y)} r="3.5" className="fill-chart-forecast">
            <title>{`${point.label}: ${formatX(point.x)}, ${formatY(point.y)}`}</title>
          </circle>
        ))}
        {others.map((point) => (
          <circle key={point.id} cx={x(point.x)} cy={y(point.y)} r="5.5" strokeWidth="2" className={classNames('stroke-surface', fills[point.color])}>
            <title>{`${point.name}: ${formatX(point.x)}, ${formatY(point.y)}`}</title>
          </circle>
        ))}
        {now && (
          <g>
            <line x1={x(now.x)} x2={x(now.x)} y1={y(now.y)} y2="86%" strokeDasharray="3 3" className="stroke-ink-faint" />
            <line x1="12%" x2={x(now.x)} y1={y(now.y)} y2={y(now.y)} strokeDasharray="3 3" className="stroke-ink-faint" />
            <circle cx={x(now.x)} cy={y(now.y)} r="7" strokeWidth="2.5" className="fill-chart-forecast stroke-surface" />
          </g>
        )}
      </svg>
    </figure>
  );
}
