import { classNames } from '../class-names';

type HeatCell = {
  readonly text: string;
  /** What the cell says, in a sentence. */
  readonly title: string;
  /** −1 … 1; the sign chooses the colour, the size how much of it. */
  readonly strength: number;
  readonly isFaint?: boolean;
};

export type HeatTableProps = {
  readonly caption: string;
  /** What rows and columns are, in the corner between them. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly id: string; readonly label: string; readonly cells: readonly (HeatCell | null)[] }[];
};

/** Never so much colour that ink on it loses its contrast. */
const MOST_COLOUR = 42;

const tint = (strength: number) => (strength === 0 ? undefined : { background: `color-mix(in srgb, var(${strength > 0 ? '--accent' : '--chart-backtest'}) ${Math.round(Math.abs(strength) * MOST_COLOUR)}%, var(--surface))` });

/** A table whose cells are coloured by how far they are from ordinary; its first column stays in sight while it scrolls sideways. */
export default function HeatFigure({ caption, corner, columns, rows }: HeatTableProps) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-10 min-w-28 border-r border-b border-line bg-canvas px-3 py-2 text-left align-bottom text-xs font-medium text-ink-faint sm:min-w-40 sm:px-5">
              {corner}
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className="min-w-20 border-b border-line bg-canvas px-2 py-2 align-bottom text-xs font-medium text-balance text-ink-soft">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, cells }) => (
            <tr key={id}>
              <th scope="row" className="sticky left-0 z-10 border-r border-b border-line bg-surface px-3 py-2 text-left font-medium sm:px-5">
                {label}
              </th>
              {cells.map((cell, index) => (
                <td key={columns[index]} title={cell?.title} style={cell ? tint(cell.strength) : undefined} className={classNames('border-b border-line px-2 py-2 text-center tabular-nums', cell === null ? 'bg-sunken text-ink-faint' : cell.isFaint ? 'text-ink-faint' : 'text-ink')}>
                  {cell === null ? <span aria-hidden>·</span> : cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
