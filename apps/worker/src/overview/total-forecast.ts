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
  readonly steps: readonly { readonly mean: number; readonly lower: number; readonly upper: number; readonly revenue: number }[];
  readonly cutoff: string;
  readonly frequency: string;
  readonly minorUnits: number;
}

/** The total forecast by week; the ends of a week's interval are the sums of its days'. A week that the forecast covers only in part is left out. */
export function sumToWeeks({ steps, cutoff, frequency, minorUnits }: Steps): TotalForecast {
  const days = frequency === 'week' ? 7 : 1;
  const weeks = new Map<string, { mean: number; lower: number; upper: number; revenue: number; days: number }>();
  steps.forEach(({ mean, lower, upper, revenue }, h) => {
    const week = mondayOf(addDays(cutoff, (h + 1) * days));
    const sum = weeks.get(week) ?? { mean: 0, lower: 0, upper: 0, revenue: 0, days: 0 };
    weeks.set(week, { mean: sum.mean + mean, lower: sum.lower + lower, upper: sum.upper + upper, revenue: sum.revenue + revenue, days: sum.days + days });
  });
  const whole = [...weeks].filter(([, week]) => week.days === 7);
  return {
    weeks: whole.map(([week]) => week),
    mean: whole.map(([, { mean }]) => mean),
    lower: whole.map(([, { lower }]) => lower),
    upper: whole.map(([, { upper }]) => upper),
    revenueMinor: whole.map(([, { revenue }]) => Math.round(revenue * minorUnits)),
  };
}
