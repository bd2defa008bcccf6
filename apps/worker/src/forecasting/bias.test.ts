import type { PanelForecast } from '@almanac/models';
import { describe, expect, it } from 'vitest';
import { recentBias } from './bias';

const HORIZON = 6;

/** Backtest windows of two series, each with a constant forecast. */
function backtest(...windows: readonly { readonly holdout: number; readonly forecasts: readonly [number, number] }[]) {
  const blocks = windows.map(({ holdout, forecasts }) => ({ holdout, champion: { mean: Float64Array.from(forecasts.flatMap((mean) => new Array<number>(HORIZON).fill(mean))) } }));
  return { backtest: { windows: blocks } } as unknown as Pick<PanelForecast, 'backtest'>; // the rest of a run's result is not looked at
}

describe('recentBias', () => {
  const y = Float64Array.from({ length: 30 }, () => 10);
  const options = { frequency: 'week', horizon: HORIZON, fewestPeriods: 6 } as const;

  it('holds the forecast made last against the demand of each period', () => {
    const run = backtest({ holdout: 6, forecasts: [10, 12] }, { holdout: 12, forecasts: [10, 13] });
    expect(recentBias(y, 0, run, options)).toMatchObject({ signal: 0, isAlarm: false });
    expect(recentBias(y, 1, run, options)).toEqual({ signal: 12, periods: 12, isAlarm: true });
  });

  it('does not judge a series that was too short at the cutoffs', () => {
    expect(recentBias(y.slice(0, 14), 1, backtest({ holdout: 12, forecasts: [1, 1] }), options)).toBeUndefined();
  });
});
