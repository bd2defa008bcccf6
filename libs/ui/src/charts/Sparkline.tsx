type SparklineProps = {
  /** Known values, oldest first; null breaks the line. */
  readonly values: readonly (number | null)[];
  /** The value expected next, drawn as a dot with its interval. */
  readonly next?: { readonly mean: number; readonly lower: number; readonly upper: number };
};

const WIDTH = 96;
const HEIGHT = 28;
const PAD = 3;

/** The shape of recent periods, without figures: those stand beside it. */
export function Sparkline({ values, next }: SparklineProps) {
  const known = [...values.filter((value) => value !== null), ...(next ? [next.mean, next.lower, next.upper] : [])];
  if (known.length === 0) return null;
  const top = Math.max(...known);
  const bottom = Math.min(0, ...known);
  const slots = values.length + (next ? 1 : 0);
  const x = (index: number) => round(PAD + (index / Math.max(1, slots - 1)) * (WIDTH - 2 * PAD));
  const y = (value: number) => round(top === bottom ? HEIGHT / 2 : HEIGHT - PAD - ((value - bottom) / (top - bottom)) * (HEIGHT - 2 * PAD));
  let isPenUp = true;
  const path = values
    .map((value, index) => {
      if (value === null) {
        isPenUp = true;
        return '';
      }
      const command = isPenUp ? 'M' : 'L';
      isPenUp = false;
      return `${command}${x(index)} ${y(value)}`;
    })
    .join('');
  const end = slots - 1;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden className="block shrink-0">
      <path d={path} fill="none" stroke="var(--chart-history)" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
      {next && (
        <>
          <line x1={x(end)} x2={x(end)} y1={y(next.lower)} y2={y(next.upper)} stroke="var(--chart-forecast)" strokeWidth="3" strokeOpacity="0.3" strokeLinecap="round" />
          <circle cx={x(end)} cy={y(next.mean)} r="2.2" fill="var(--chart-forecast)" />
        </>
      )}
    </svg>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
