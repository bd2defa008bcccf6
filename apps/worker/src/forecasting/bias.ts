import type { ForecastFrequency } from '@almanac/data/contract';
import { trackBias, type Bias, type PanelForecast } from '@almanac/models';

/** Periods whose errors are looked at: a quarter of weeks, four weeks of days. */
const LOOK_BACK: Record<ForecastFrequency, number> = { week: 12, day: 28 };

/**
 * Whether the served forecast of one series has leant to one side lately: by the backtest, of each period the forecast that was made last.
 * @param y demand up to the cutoff of the run, `NaN` where it is missing
 * @param index place of the series in the panel
 * @param fewestPeriods periods a series needs before a cutoff for its backtest to mean something
 */
export function recentBias(y: Float64Array, index: number, { backtest }: Pick<PanelForecast, 'backtest'>, { frequency, horizon, fewestPeriods }: { frequency: ForecastFrequency; horizon: number; fewestPeriods: number }): Bias | undefined {
  const errors = new Float64Array(y.length).fill(Number.NaN);
  for (const { holdout, champion } of backtest.windows.toSorted((a, b) => b.holdout - a.holdout)) {
    const visible = y.length - holdout;
    if (visible < fewestPeriods) continue;
    for (let h = 0; h < horizon && visible + h < y.length; h++) errors[visible + h] = champion.mean[index * horizon + h]! - y[visible + h]!;
  }
  return trackBias(errors.slice(-LOOK_BACK[frequency]));
}
