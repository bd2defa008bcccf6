import { fillGaps } from '../series/history';
import { writeNormal } from './baselines';
import { localMethod } from './local-method';
import { mstlDecompose } from './stl';
import { forecastTheta } from './theta';

/**
 * MSTL: the seasons taken out by LOESS, the rest forecast by Theta, the last of each season put back. Days have a year beside the
 * week when three years are there. Written here in a hundred lines; a WebAssembly build of Rust's augurs would be a second
 * runtime to ship for one method.
 */
export const mstl = localMethod('mstl', (gappy, horizon, seasonality, out) => {
  const y = fillGaps(gappy);
  const periods = seasonsOf(y.length, seasonality);
  const { seasonal } = periods.length > 0 ? mstlDecompose(y, periods) : { seasonal: [] };
  const adjusted = y.map((v, t) => seasonal.reduce((rest, part) => rest - part[t]!, v));
  const hidden = periods.reduce((factor, period) => factor * hiddenBySeason(y.length / period), 1);
  const { mean, deviation } = forecastTheta(adjusted, horizon, 1);
  for (let h = 0; h < horizon; h++) {
    const season = seasonal.reduce((sum, part, k) => sum + part[y.length - periods[k]! + (h % periods[k]!)]!, 0);
    writeNormal(out, h, mean[h]! + season, deviation[h]! * hidden);
  }
});

/** A year of whole weeks, so that weekdays stay where they are. */
const YEAR_OF_DAYS = 364;

function seasonsOf(length: number, seasonality: number): number[] {
  return (seasonality === 7 ? [7, YEAR_OF_DAYS] : [seasonality]).filter((period) => period > 1 && length >= (period === YEAR_OF_DAYS ? 3 : 2) * period);
}

/** A season averaged over few years follows their noise: by how much the spread around it is larger than the remainder shows. */
function hiddenBySeason(years: number): number {
  return Math.sqrt((1 + 1 / years) / (1 - 1 / years));
}
