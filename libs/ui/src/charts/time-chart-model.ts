/** The named colours of a chart; the theme says what they are in light and dark. */
export type ChartColor = 'history' | 'forecast' | 'backtest' | 'promotion' | 'stock-out' | 'adjusted' | 'muted';

type Values = readonly (number | null)[];

/** Where a line or band begins to be drawn, so that no gap parts it from what comes before; it is no value of its own. */
type Anchor = { readonly position: number; readonly value: number };

/** What a chart draws, decided beforehand: every array has one value a position of `positions`. */
export type TimeChartModel = {
  /** Labels of the horizontal axis in order, usually business dates. */
  readonly positions: readonly string[];
  readonly lines: readonly { readonly id: string; readonly name: string; readonly color: ChartColor; readonly values: Values; readonly isDashed?: boolean; readonly isThin?: boolean; readonly anchor?: Anchor }[];
  readonly bands?: readonly { readonly id: string; readonly name: string; readonly color: ChartColor; readonly lower: Values; readonly upper: Values; readonly opacity: number; readonly anchor?: Anchor }[];
  readonly points?: readonly { readonly id: string; readonly name: string; readonly color: ChartColor; readonly values: Values }[];
  /** Shaded stretches, first and last position included. */
  readonly spans?: { readonly name: string; readonly color: ChartColor; readonly ranges: readonly (readonly [number, number])[] };
  /** A vertical line, such as the last period a model saw. */
  readonly cut?: { readonly position: number; readonly label: string };
};
