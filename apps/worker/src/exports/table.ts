/** A value as it is meant: the writer formats it, and guards text alone. Shares are ratios, 0.1 is 10 %. */
export type Cell = string | number | null;
export type CellKind = 'text' | 'integer' | 'decimal' | 'share' | 'money' | 'date';

export interface Column<Row> {
  readonly header: string;
  readonly kind: CellKind;
  readonly value: (row: Row) => Cell;
  /** characters */
  readonly width?: number;
}

/** What a reader of the file must know later: label and value, in the order they stand. */
export type About = readonly (readonly [label: string, value: string | number | Date])[];

export interface Table<Row> {
  readonly title: string;
  /** name of the second sheet, and what stands on it */
  readonly aboutTitle: string;
  readonly about: About;
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
}
