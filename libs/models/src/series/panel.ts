import { DEFAULT_SEASONALITY, type EpochDay, type Frequency } from './calendar';

/** One demand history. Index 0 is the period beginning at `start`; every period up to the last is present, `NaN` where demand is unknown. */
export type PanelSeries = {
  readonly id: string;
  readonly start: EpochDay;
  /** Observed demand per period, items (or money); `NaN` is missing (a stock-out, a gap), 0 is "sold nothing". */
  readonly y: Float64Array;
  /** One array per `Panel.knownNames`, each of length `y.length + horizon`: promotion, price, holiday. `NaN` is unknown. */
  readonly known?: readonly Float64Array[];
  /** Product category or store: what a new series borrows its level from, and an input of the network. */
  readonly category?: string;
  /** What to forecast it by while it has too little history of its own. */
  readonly like?: Analogy;
};

/** Similar products that somebody chose. */
export type Analogy = {
  /** Demand per period of each; all end with the last period of the panel's histories, `NaN` is missing. */
  readonly histories: readonly Float64Array[];
  /** What the product is expected to sell against them; 1 is as much. */
  readonly scale: number;
};

/** Histories of one frequency, forecast together. Each ends at its own last observed period. */
export type Panel = {
  readonly frequency: Frequency;
  /** Periods in a season, `m`; by default that of the frequency. */
  readonly seasonality?: number;
  readonly series: readonly PanelSeries[];
  readonly knownNames?: readonly string[];
};

/** Season length of a panel, periods. */
export function seasonalityOf(panel: Panel): number {
  return panel.seasonality ?? DEFAULT_SEASONALITY[panel.frequency];
}

/**
 * Checks what every forecaster relies on.
 * @throws RangeError when a covariate does not reach over the horizon, or the horizon or season is no positive integer
 */
export function assertPanel(panel: Panel, horizon: number): void {
  const seasonality = seasonalityOf(panel);
  if (!Number.isInteger(horizon) || horizon < 1) throw new RangeError(`horizon must be a positive integer, got ${horizon}`);
  if (!Number.isInteger(seasonality) || seasonality < 1) throw new RangeError(`seasonality must be a positive integer, got ${seasonality}`);
  const names = panel.knownNames ?? [];
  for (const { id, y, known = [] } of panel.series) {
    if (known.length !== names.length) throw new RangeError(`series ${id}: ${known.length} known covariates, ${names.length} names`);
    known.forEach((values, k) => {
      if (values.length < y.length + horizon)
        throw new RangeError(`series ${id}: covariate ${names[k]} has ${values.length} values, needs ${y.length + horizon}`);
    });
  }
}
