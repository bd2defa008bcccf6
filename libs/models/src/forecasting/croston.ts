import { writeIntermittent } from './intermittent';
import { localMethod } from './local-method';

/** Croston (1972): size of a sale over periods between two sales, both smoothed at every sale. Forecasts too high on average. */
export const croston = localMethod('croston', (y, horizon, _seasonality, out) => {
  const { size, interval } = smoothCroston(y);
  writeIntermittent(out, horizon, y, 1 / interval, size);
});

/** Syntetos & Boylan (2005): Croston less the share α / 2 by which it is too high. */
export const sba = localMethod('sba', (y, horizon, _seasonality, out) => {
  const { size, interval } = smoothCroston(y);
  writeIntermittent(out, horizon, y, 1 / interval, size * (1 - SMOOTHING / 2));
});

const SMOOTHING = 0.1;

/** Smoothed size of a sale and periods between two, from the first sale on; missing periods count as none. Size 0 when nothing was sold. */
export function smoothCroston(y: Float64Array): { size: number; interval: number } {
  let size = 0;
  let interval = 1;
  let since = 0;
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    since += 1;
    if (value <= 0) continue;
    const isFirst = size === 0;
    size = isFirst ? value : size + SMOOTHING * (value - size);
    interval = isFirst ? since : interval + SMOOTHING * (since - interval);
    since = 0;
  }
  return { size, interval };
}
