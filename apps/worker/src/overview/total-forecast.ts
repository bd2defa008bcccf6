import { addDays, mondayOf } from '../platform/calendar';

export interface TotalForecast {
  /** Mondays */
  readonly weeks: string[];
  /** items per week */
  readonly mean: number[];
  readonly lower: number[];
  readonly upper: number[];
  readonly revenueMinor: number[];
}

interface Steps {
  readonly steps: readonly { readonly step: number; readonly mean: number; readonly revenue: number }[];
  /** relative errors of the total in the backtest, |y - yHat| / yHat */
  readonly errors: readonly number[];
  readonly cutoff: string;
  readonly frequency: string;
  readonly minorUnits: number;
}

/** Used when a run has too few backtest errors to tell how wide the total's interval is. */
const WIDE = 0.5;
const MIN_ERRORS = 8;

/**
 * The total forecast by week, with an 80 % interval from the backtest errors of the total itself (split conformal:
 * Lei et al. 2018). A week that the forecast covers only in part is left out.
 */
export function sumToWeeks({ steps, errors, cutoff, frequency, minorUnits }: Steps): TotalForecast {
  const days = frequency === 'week' ? 7 : 1;
  const weeks = new Map<string, { mean: number; revenue: number; days: number }>();
  for (const { step, mean, revenue } of steps) {
    const week = mondayOf(addDays(cutoff, step * days));
    const sum = weeks.get(week) ?? { mean: 0, revenue: 0, days: 0 };
    weeks.set(week, { mean: sum.mean + mean, revenue: sum.revenue + revenue, days: sum.days + days });
  }
  const whole = [...weeks].filter(([, week]) => week.days === 7);
  const spread = upperQuantile(errors, 0.8);
  return {
    weeks: whole.map(([week]) => week),
    mean: whole.map(([, { mean }]) => mean),
    lower: whole.map(([, { mean }]) => Math.max(0, mean * (1 - spread))),
    upper: whole.map(([, { mean }]) => mean * (1 + spread)),
    revenueMinor: whole.map(([, { revenue }]) => Math.round(revenue * minorUnits)),
  };
}

/** The ⌈q(n + 1)⌉-th smallest error, which a further error exceeds with probability of at most 1 - q. */
function upperQuantile(errors: readonly number[], q: number): number {
  if (errors.length < MIN_ERRORS) return WIDE;
  const sorted = errors.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil(q * (sorted.length + 1))) - 1]!;
}
