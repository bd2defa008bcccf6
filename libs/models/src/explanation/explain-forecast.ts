import type { Frequency } from '../series/calendar';

/** Periods after which a year's season comes again: whole weeks, so that weekdays match. */
const YEAR: Record<Frequency, number> = { day: 364, week: 52, month: 12 };
/** How far around a promotion its usual demand is looked for. */
const NEIGHBOURS: Record<Frequency, number> = { day: 14, week: 4, month: 2 };
const FEWEST_KNOWN = 4;
const FEWEST_PROMOTED = 2;
/** A larger share of a period under promotion makes it a promoted one. */
const PROMOTED = 0.5;

export interface ExplainedSeries {
  readonly frequency: Frequency;
  /** items per period, length n; `NaN` is missing */
  readonly y: Float64Array;
  /** share of each period's days under promotion, 0 … 1, length n + horizon */
  readonly promotion: Float64Array;
  /** discount averaged over each period's days, 0 … 1, length n + horizon */
  readonly discount: Float64Array;
  /** regular price of an item, length n + horizon */
  readonly price: Float64Array;
  /** the forecast, items per period, length horizon */
  readonly mean: Float64Array;
}

/** What a forecast is made of. Ratios are factors on demand: 1.2 is 20 % more. `forecast = level · trend · season · promotion · rest`. */
export interface ForecastExplanation {
  /** items per period lately, over as many periods as are forecast, promotions left out */
  readonly level: number;
  /** items per period over the horizon */
  readonly forecast: number;
  /** demand lately against the same periods a year before, and that growth carried on over one horizon; undefined without an earlier year */
  readonly trend: { readonly ratio: number; readonly yearOnYear: number } | undefined;
  /** demand of these periods against those before them, in earlier years, less the trend */
  readonly season: { readonly ratio: number; readonly years: number } | undefined;
  readonly promotion: {
    /** periods ahead with a promotion, and the mean discount of their promoted days (undefined when none is told) */
    readonly planned: number;
    readonly discount: number | undefined;
    /** demand of past promoted periods against their neighbours, and how many there were */
    readonly uplift: number | undefined;
    readonly past: number;
    /** what the planned ones are worth by that, over the whole horizon */
    readonly ratio: number;
  };
  /** the price ahead against that of the first of the recent periods, less 1 */
  readonly priceChange: number;
  /** what the parts above do not explain: whatever else the models saw */
  readonly rest: number;
}

/**
 * Takes a forecast apart into parts a planner can check against the history: recent level, its growth since the year before carried
 * on, season of earlier years, planned promotions at the uplift of past ones, and the rest. It explains the number, not the models' inner workings.
 * @returns undefined when too little demand is known lately, or none was sold
 * @throws RangeError when the lengths do not fit
 */
export function explainForecast({ frequency, y, promotion, discount, price, mean }: ExplainedSeries): ForecastExplanation | undefined {
  const [n, horizon] = [y.length, mean.length];
  for (const values of [promotion, discount, price]) {
    if (values.length !== n + horizon) throw new RangeError(`explainForecast: ${values.length} known values for ${n} + ${horizon} periods`);
  }
  const usual = y.map((value, t) => (promotion[t]! > 0 ? Number.NaN : value));
  const window = Math.min(n, horizon);
  const level = meanOf(usual, n - window, n) ?? meanOf(y, n - window, n);
  if (level === undefined || level === 0) return undefined;
  const forecast = mean.reduce((sum, value) => sum + value, 0) / horizon;
  const trend = trendOf(usual, level, { window, horizon, year: YEAR[frequency] });
  const season = seasonOf(usual, horizon, YEAR[frequency], trend?.ratio ?? 1);
  const past = upliftOf(y, usual, promotion, NEIGHBOURS[frequency]);
  const ahead = sumOf(promotion, n);
  const cut = sumOf(discount, n);
  const ratio = past.uplift === undefined ? 1 : 1 + (past.uplift - 1) * (ahead / horizon);
  const before = price[n - window]!;
  return {
    level,
    forecast,
    trend,
    season,
    promotion: { ...past, planned: promotion.slice(n).filter((share) => share > 0).length, discount: cut > 0 ? cut / ahead : undefined, ratio },
    priceChange: before > 0 ? price[n]! / before - 1 : 0,
    rest: forecast / (level * (trend?.ratio ?? 1) * (season?.ratio ?? 1) * ratio),
  };
}

/** Growth over a year, and the part of it that falls on one horizon: so far the middles of the recent and the coming periods are apart. */
function trendOf(y: Float64Array, level: number, { window, horizon, year }: { window: number; horizon: number; year: number }): ForecastExplanation['trend'] {
  const yearAgo = meanOf(y, y.length - window - year, y.length - year);
  if (yearAgo === undefined || yearAgo === 0) return undefined;
  const yearOnYear = level / yearAgo;
  return { yearOnYear, ratio: yearOnYear ** (horizon / year) };
}

/** Demand of the coming periods against as many before them, in each earlier year that is known: their geometric mean, less the trend. */
function seasonOf(y: Float64Array, horizon: number, year: number, trend: number): ForecastExplanation['season'] {
  let sum = 0;
  let years = 0;
  for (let begin = y.length - year; begin - horizon >= 0; begin -= year) {
    const [before, then] = [meanOf(y, begin - horizon, begin), meanOf(y, begin, begin + horizon)];
    if (before === undefined || then === undefined || before === 0 || then === 0) continue;
    sum += Math.log(then / before);
    years += 1;
  }
  return years === 0 ? undefined : { ratio: Math.exp(sum / years) / trend, years };
}

function upliftOf(y: Float64Array, usual: Float64Array, promotion: Float64Array, reach: number): { uplift: number | undefined; past: number } {
  let [sold, expected, past] = [0, 0, 0];
  y.forEach((value, t) => {
    if (Number.isNaN(value) || promotion[t]! < PROMOTED) return;
    const around = usual.slice(Math.max(0, t - reach), t + reach + 1).filter((neighbour) => !Number.isNaN(neighbour));
    if (around.length === 0) return;
    sold += value;
    expected += around.reduce((sum, neighbour) => sum + neighbour, 0) / around.length;
    past += 1;
  });
  return { uplift: past >= FEWEST_PROMOTED && expected > 0 ? sold / expected : undefined, past };
}

/** Mean of the known values from `from` to, not including, `to`; undefined when the stretch is not all there or too little of it is known. */
function meanOf(values: Float64Array, from: number, to: number): number | undefined {
  if (from < 0 || to > values.length) return undefined;
  const known = values.slice(from, to).filter((value) => !Number.isNaN(value));
  if (known.length < Math.min(FEWEST_KNOWN, Math.ceil((to - from) / 2)) || known.length === 0) return undefined;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

const sumOf = (values: Float64Array, from: number) => values.slice(from).reduce((sum, value) => sum + value, 0);
