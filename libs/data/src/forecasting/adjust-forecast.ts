/** A person's word about one period: items, or a factor on what the model says. */
export interface Override {
  readonly kind: 'set' | 'scale';
  readonly value: number;
}

interface Steps {
  /** items per period */
  readonly mean: readonly number[];
  /** one array a quantile level, as long as `mean` */
  readonly quantiles: readonly (readonly number[])[];
}

export interface AdjustedForecast {
  readonly mean: number[];
  readonly quantiles: number[][];
  readonly isOverridden: boolean[];
}

/**
 * The forecast as people want it: each overridden step has the mean they gave, and its quantiles are scaled by the same ratio, so that
 * the uncertainty stays in proportion. Where the model expects nothing there is no ratio: every quantile is then the given value.
 * @param overrideAt the override of a step (0 is the first period ahead), if there is one
 */
export function adjustForecast({ mean, quantiles }: Steps, overrideAt: (step: number) => Override | undefined): AdjustedForecast {
  const overrides = mean.map((_, step) => overrideAt(step));
  const adjusted = mean.map((value, step) => adjustedMean(value, overrides[step]));
  return {
    mean: adjusted,
    quantiles: quantiles.map((values) => values.map((value, step) => (overrides[step] === undefined ? value : mean[step]! > 0 ? (value * adjusted[step]!) / mean[step]! : adjusted[step]!))),
    isOverridden: overrides.map((override) => override !== undefined),
  };
}

/** What holds for a period of which the model expects `mean` items. */
export function adjustedMean(mean: number, override: Override | undefined): number {
  if (override === undefined) return mean;
  return override.kind === 'set' ? override.value : mean * override.value;
}
