import type { PurchaseHistories } from './purchase-histories';

/** What happened week by week before the cutoff, the last week last. */
export type ActivitySequences = {
  readonly rows: number;
  readonly weeks: number;
  readonly channels: readonly string[];
  /** [rows × weeks × channels] row-major */
  readonly values: Float32Array;
};

const CHANNELS = ['orders', 'amount', 'returned', 'known'] as const;
const WEEK = 7;

/**
 * Orders, value and returns of each week before the cutoff, on a log scale, the value in units of the mean order; `known` is 1 from the week of the first order on.
 * @param of customers, one row each
 * @param weeks how far back (52)
 */
export function activitySequences({ start, day, amount, lines, returned }: PurchaseHistories, cutoffDay: number, of: Int32Array, weeks = 52): ActivitySequences {
  const values = new Float32Array(of.length * weeks * CHANNELS.length);
  const scale = meanOrder(day, amount, lines, cutoffDay);
  of.forEach((customer, row) => {
    const base = row * weeks * CHANNELS.length;
    const at = (week: number, channel: number) => base + week * CHANNELS.length + channel;
    let first = Number.NaN;
    for (let k = start[customer]!; k < start[customer + 1]! && day[k]! < cutoffDay; k++) {
      if (Number.isNaN(first) && lines[k]! > 0) first = day[k]!;
      const week = weeks - 1 - Math.floor((cutoffDay - 1 - day[k]!) / WEEK);
      if (week < 0) continue;
      if (lines[k]! > 0) values[at(week, 0)]! += 1;
      values[at(week, 1)]! += amount[k]! / scale;
      values[at(week, 2)]! += returned[k]! / scale;
    }
    const firstWeek = Number.isNaN(first) ? weeks : Math.max(0, weeks - 1 - Math.floor((cutoffDay - 1 - first) / WEEK));
    for (let week = 0; week < weeks; week++) {
      for (let channel = 0; channel < 3; channel++) values[at(week, channel)] = Math.log1p(values[at(week, channel)]!);
      values[at(week, 3)] = week >= firstWeek ? 1 : 0;
    }
  });
  return { rows: of.length, weeks, channels: CHANNELS, values };
}

/** Of orders before the cutoff: later ones are not known. */
function meanOrder(day: Int32Array, amount: Float64Array, lines: Float64Array, cutoffDay: number): number {
  let [sum, count] = [0, 0];
  for (let k = 0; k < amount.length; k++) {
    if (lines[k]! === 0 || day[k]! >= cutoffDay) continue;
    sum += amount[k]!;
    count += 1;
  }
  return sum > 0 ? sum / count : 1;
}

/** Some rows, in the order given. */
export function selectSequences({ weeks, channels, values }: ActivitySequences, rows: Int32Array): ActivitySequences {
  const size = weeks * channels.length;
  const selected = new Float32Array(rows.length * size);
  rows.forEach((row, k) => selected.set(values.subarray(row * size, (row + 1) * size), k * size));
  return { rows: rows.length, weeks, channels, values: selected };
}
