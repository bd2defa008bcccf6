import type { Panel, PanelSeries } from '../series/panel';
import { visibleHistory } from '../series/history';
import { forecastByAnalogy } from './analogy';
import { MIN_OBSERVED } from './backtest';
import { quantileOfSorted } from './distribution';
import { QUANTILE_COUNT, QUANTILE_LEVELS, tidyBlock, type FallbackReason, type ForecastBlock } from './forecast';

const RECENT = 13;
/** Periods of own history that weigh as much as the category. */
const PRIOR_PERIODS = 3;

/** Why a model should not forecast this history; `undefined` when it may. */
export function fallbackReason(visible: Float64Array): FallbackReason | undefined {
  const { observed, total } = summarize(visible);
  if (observed === 0) return 'new';
  if (total <= 0) return 'no_sales';
  return observed < MIN_OBSERVED ? 'history_short' : undefined;
}

/**
 * Writes an honest answer over the forecasts of series without enough history: the spread of recent demand per period among
 * the other products of the category (of the panel when there is none), shrunk to the series' own mean as it gathers periods;
 * for one that never sold, the chance that the next period is its first. Similar products that somebody chose come before all that.
 * @returns the reasons, `by_analogy` where such products answered
 */
export function writeFallbacks(panel: Panel, block: ForecastBlock, holdout: number, reasons: readonly (FallbackReason | undefined)[]): readonly (FallbackReason | undefined)[] {
  if (!reasons.some(Boolean)) return reasons;
  const pools = collectPools(panel, holdout, reasons);
  const told = panel.series.map((series, i): FallbackReason | undefined => {
    const reason = reasons[i];
    if (!reason) return undefined;
    const analogy = forecastByAnalogy(series, holdout, block.horizon);
    if (analogy) {
      block.mean.set(analogy.mean, i * block.horizon);
      block.quantiles.set(analogy.quantiles, i * block.horizon * QUANTILE_COUNT);
      return 'by_analogy';
    }
    const pool = poolOf(pools, series);
    const { observed, total } = summarize(visibleHistory(series, holdout));
    const { mean, quantiles } = reason === 'no_sales' ? firstSale(pool, observed) : shrunkLevel(pool, observed, total);
    block.mean.fill(mean, i * block.horizon, (i + 1) * block.horizon);
    for (let h = 0; h < block.horizon; h++) block.quantiles.set(quantiles, (i * block.horizon + h) * QUANTILE_COUNT);
    return reason;
  });
  tidyBlock(block);
  return told;
}

type Answer = { readonly mean: number; readonly quantiles: Float64Array };
/** Recent demand per period of all series of a category, ascending. */
type Pool = Float64Array;

const WHOLE_PANEL = Symbol('whole panel');

function collectPools(panel: Panel, holdout: number, reasons: readonly (FallbackReason | undefined)[]): Map<string | symbol, Pool> {
  const values = new Map<string | symbol, number[]>();
  panel.series.forEach((series, i) => {
    if (reasons[i]) return;
    const recent = visibleHistory(series, holdout).slice(-RECENT).filter((v) => !Number.isNaN(v));
    for (const key of series.category === undefined ? [WHOLE_PANEL] : [WHOLE_PANEL, series.category]) {
      const list = values.get(key) ?? [];
      for (const v of recent) list.push(v);
      values.set(key, list);
    }
  });
  return new Map([...values].map(([key, list]) => [key, Float64Array.from(list).sort()]));
}

function poolOf(pools: Map<string | symbol, Pool>, { category }: PanelSeries): Pool {
  return (category === undefined ? undefined : pools.get(category)) ?? pools.get(WHOLE_PANEL) ?? new Float64Array(0);
}

/** The category's distribution of a period's demand, moved to the mean of category and own history. */
function shrunkLevel(pool: Pool, observed: number, total: number): Answer {
  const poolMean = meanOf(pool);
  const mean = (total + PRIOR_PERIODS * poolMean) / (observed + PRIOR_PERIODS);
  if (poolMean <= 0) return { mean, quantiles: Float64Array.from(QUANTILE_LEVELS, (level) => 2 * level * mean) };
  return { mean, quantiles: Float64Array.from(QUANTILE_LEVELS, (level) => (quantileOfSorted(pool, level) * mean) / poolMean) };
}

/** Laplace's rule of succession: after n periods without a sale the next sells with probability 1 / (n + 2). */
function firstSale(pool: Pool, observed: number): Answer {
  const probability = 1 / (observed + 2);
  const sizes = pool.filter((v) => v > 0);
  const quantiles = Float64Array.from(QUANTILE_LEVELS, (level) =>
    sizes.length === 0 || level <= 1 - probability ? 0 : quantileOfSorted(sizes, (level - 1 + probability) / probability),
  );
  return { mean: probability * meanOf(sizes), quantiles };
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, v) => sum + v, 0) / values.length;
}

function summarize(y: Float64Array): { observed: number; total: number } {
  let observed = 0;
  let total = 0;
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    observed += 1;
    total += value;
  }
  return { observed, total };
}
