import type { overview } from '@almanac/data';
import type { ForecastFilter, ForecastItem } from '@almanac/data/contract';
import { QUANTILE_LEVELS } from '@almanac/models';
import type { ForecastDetail } from '../forecasting/index';
import type { OrgContext } from '../platform/context';
import type { About, Column, Table } from './table';
import { fill, type Words } from './words';

const RECENT = 12;

/** The list of forecasts as it was filtered. */
export function forecastsTable({ org, clock }: OrgContext, words: Words, run: overview.ServedRun, chosen: { filter: ForecastFilter; locationName: string | undefined }, rows: AsyncIterable<ForecastItem>): Table<ForecastItem> {
  const { runId, frequency, cutoff, horizon } = run;
  const { q, category, seriesClass, mark } = chosen.filter;
  const filters = [[words.search, q], [words.location, chosen.locationName], [words.category, category], [words.seriesClass, seriesClass], [words.mark, mark && words[mark]]].filter(([, value]) => value !== undefined && value !== '');
  const columns: Column<ForecastItem>[] = [
    { header: words.productCode, kind: 'text', width: 16, value: (row) => row.productCode },
    { header: words.product, kind: 'text', width: 36, value: (row) => row.productName },
    { header: words.location, kind: 'text', value: (row) => row.location },
    { header: words.category, kind: 'text', value: (row) => row.category },
    { header: words.seriesClass, kind: 'text', width: 14, value: (row) => row.seriesClass },
    { header: words.model, kind: 'text', width: 16, value: (row) => row.model },
    { header: words.nextMean, kind: 'decimal', value: (row) => row.nextMean },
    { header: words.adjustedMean, kind: 'decimal', value: (row) => row.adjustedMean ?? row.nextMean },
    { header: words.overridden, kind: 'text', width: 12, value: (row) => (row.adjustedMean === null ? null : words.yes) },
    { header: words.nextLower, kind: 'decimal', value: (row) => row.nextLower },
    { header: words.nextUpper, kind: 'decimal', value: (row) => row.nextUpper },
    { header: words.change, kind: 'share', value: (row) => row.change },
    { header: words.wape, kind: 'share', value: (row) => row.wape },
    { header: words.biasPeriods, kind: 'integer', value: (row) => row.biasPeriods },
    { header: words.reason, kind: 'text', width: 14, value: (row) => row.reason },
    ...Array.from({ length: RECENT }, (_, t): Column<ForecastItem> => ({ header: fill(words.recent, { n: RECENT - t }), kind: 'decimal', value: (row) => row.lastPeriods[t] ?? null })),
  ];
  const about: About = [
    [words.whatLabel, fill(words.whatForecasts, { horizon, frequency: words[frequency], cutoff })],
    [words.company, org.name],
    [words.made, clock.now()],
    [words.filters, filters.length === 0 ? words.noFilters : filters.map(([name, value]) => `${name}: ${value}`).join('; ')],
    [words.run, runId],
    [words.cutoff, cutoff],
    [words.units, fill(words.unitsText, { currency: org.currency })],
    [words.reading, words.readingText],
  ];
  return { title: words.forecasts, aboutTitle: words.about, about, columns, rows };
}

interface PeriodRow {
  readonly date: string;
  readonly sold: number | null;
  readonly price: number | null;
  readonly isStockOut: boolean;
  readonly isPromotion: boolean;
  readonly mean: number | null;
  readonly adjusted: number | null;
  readonly isOverridden: boolean;
  readonly quantiles: readonly (number | null)[];
}

/** One series: every period of its history, then of its forecast. */
export function forecastTable({ org, clock }: OrgContext, words: Words, { series, frequency, history, forecast }: ForecastDetail): Table<PeriodRow> {
  const unknown = { mean: null, adjusted: null, isOverridden: false, quantiles: QUANTILE_LEVELS.map(() => null) };
  const past = history.dates.map((date, t): PeriodRow => ({ date, sold: history.y[t] ?? null, price: history.price[t] ?? null, isStockOut: history.stockOut[t] ?? false, isPromotion: history.promotion[t] ?? false, ...unknown }));
  const future = (forecast?.dates ?? []).map((date, h): PeriodRow => {
    const seen = past.find((row) => row.date === date);
    const said = { mean: forecast?.mean[h] ?? null, adjusted: forecast?.adjusted[h] ?? null, isOverridden: forecast?.isOverridden[h] ?? false, quantiles: QUANTILE_LEVELS.map((_, q) => forecast?.quantiles[q]?.[h] ?? null) };
    return { ...(seen ?? { date, sold: null, price: null, isStockOut: false, isPromotion: false }), ...said };
  });
  const forecastDates = new Set(forecast?.dates);
  const columns: Column<PeriodRow>[] = [
    { header: words.period, kind: 'date', value: (row) => row.date },
    { header: words.demand, kind: 'decimal', value: (row) => row.sold },
    { header: fill(words.price, { currency: org.currency }), kind: 'money', value: (row) => row.price },
    { header: words.stockOut, kind: 'text', width: 12, value: (row) => (row.isStockOut ? words.yes : null) },
    { header: words.promotion, kind: 'text', width: 12, value: (row) => (row.isPromotion ? words.yes : null) },
    { header: words.mean, kind: 'decimal', value: (row) => row.mean },
    { header: words.adjusted, kind: 'decimal', value: (row) => row.adjusted },
    { header: words.overridden, kind: 'text', width: 12, value: (row) => (row.isOverridden ? words.yes : null) },
    ...QUANTILE_LEVELS.map((level, q): Column<PeriodRow> => ({ header: fill(words.quantile, { q: level }), kind: 'decimal', value: (row) => row.quantiles[q] ?? null })),
  ];
  const about: About = [
    [words.whatLabel, fill(words.whatForecast, { product: series.productName, location: series.location, frequency: words[frequency] })],
    [words.company, org.name],
    [words.productCode, series.productCode],
    [words.category, series.category ?? '-'],
    [words.made, clock.now()],
    [words.filters, words.noFilters],
    [words.run, forecast?.runId ?? '-'],
    [words.cutoff, forecast?.cutoff ?? '-'],
    [words.model, forecast?.model ?? '-'],
    [words.units, fill(words.unitsText, { currency: org.currency })],
    [words.reading, words.readingText],
  ];
  return { title: words.forecast, aboutTitle: words.about, about, columns, rows: [...past.filter(({ date }) => !forecastDates.has(date)), ...future] };
}
