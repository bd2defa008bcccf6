import type { forecasting } from '@almanac/data';
import type { AggregateLevel } from '@almanac/data/contract';
import { QUANTILE_LEVELS, reconcileForecasts, type Effort, type Grouping, type LevelForecast, type Panel, type PanelForecast, type ReconciledForecasts } from '@almanac/models';
import { periodDays } from './periods';
import type { DemandHistory, SeriesHistory } from './read-history';
import { endWithProduct, relativeChange, short } from './result-rows';

interface Options {
  readonly horizon: number;
  readonly effort: Effort;
  readonly seed: number;
  readonly pause: () => Promise<void>;
}

/** Makes a run's forecasts add up from product and location to the whole company. `served` is what is stored instead of `result`. */
export async function reconcileRun({ frequency, lastPeriod }: DemandHistory, members: readonly SeriesHistory[], panel: Panel, result: PanelForecast, options: Options): Promise<{ served: PanelForecast; aggregates: Iterable<forecasting.AggregateRow>; approach: ReconciledForecasts['approach'] }> {
  const days = periodDays[frequency];
  const ended = result.forecasts.map((found, i) => ({ ...found, ...pick(endWithProduct(found, members[i]!, lastPeriod + days, days)) }));
  const { approach, forecasts, levels, windows } = await reconcileForecasts(panel, groupingsOf(members), ended, result.backtest.windows, options);
  return { served: { ...result, forecasts, backtest: { ...result.backtest, windows } }, aggregates: aggregateRows(members, levels, options.horizon), approach };
}

const pick = ({ mean, quantiles }: ReturnType<typeof endWithProduct>) => ({ mean, quantiles });

/** How an aggregate of each level is called; a product is only an aggregate where there are several locations. */
const KEYS: Record<AggregateLevel, (facts: forecasting.SeriesFacts) => string> = {
  total: () => '',
  category: ({ category }) => category ?? '',
  location: ({ locationId }) => String(locationId),
  category_location: ({ locationId, category }) => `${locationId}/${category ?? ''}`,
  product: ({ productId }) => String(productId),
};

function groupingsOf(members: readonly SeriesHistory[]): Grouping[] {
  const hasLocations = new Set(members.map(({ facts }) => facts.locationId)).size > 1;
  const levels = (Object.keys(KEYS) as AggregateLevel[]).filter((level) => level !== 'product' || hasLocations);
  return levels.map((level) => ({ level, keys: members.map(({ facts }) => KEYS[level](facts)) }));
}

function* aggregateRows(members: readonly SeriesHistory[], levels: readonly LevelForecast[], horizon: number): Generator<forecasting.AggregateRow> {
  for (const { level: name, keys, sizes, block, sums } of levels) {
    const level = name as AggregateLevel; // as groupingsOf named it
    const firsts = new Map<string, forecasting.SeriesFacts>();
    const recent = new Map<string, Float64Array>();
    for (const { facts, y } of members) {
      const key = KEYS[level](facts);
      if (!firsts.has(key)) firsts.set(key, facts);
      recent.set(key, addRecent(recent.get(key) ?? new Float64Array(horizon), y));
    }
    for (const [node, key] of keys.entries()) {
      const { category, locationId, productId } = firsts.get(key)!;
      const mean = block.mean.subarray(node * horizon, (node + 1) * horizon);
      const quantiles = QUANTILE_LEVELS.map((_, q) => Float64Array.from({ length: horizon }, (__, h) => block.quantiles[(node * horizon + h) * QUANTILE_LEVELS.length + q]!));
      const total = mean.reduce((sum, value) => sum + value, 0);
      yield {
        level,
        key,
        category: level === 'category' || level === 'category_location' ? category : null,
        location_id: level === 'location' || level === 'category_location' ? locationId : null,
        product_id: level === 'product' ? productId : null,
        series_count: sizes[node]!,
        mean: Array.from(mean, short),
        quantiles: quantiles.flatMap((values) => Array.from(values, short)),
        next_mean: total,
        next_lower: sums.lower[node]!,
        next_upper: sums.upper[node]!,
        change: relativeChange(recent.get(key)!, total / horizon, horizon),
      };
    }
  }
}

/** Adds the last periods of `y`, aligned at the end; what is missing adds nothing. */
function addRecent(sum: Float64Array, y: Float64Array): Float64Array {
  for (let k = 1; k <= Math.min(sum.length, y.length); k++) {
    const value = y[y.length - k]!;
    if (!Number.isNaN(value)) sum[sum.length - k]! += value;
  }
  return sum;
}
