import { overview, withOrg, type Tx } from '@almanac/data';
import { minorUnitsOf, type OverviewChange, type OverviewFilter } from '@almanac/data/contract';
import { addDays, mondayOf } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { keepFor, type Keep } from '../platform/kept-sums';
import { findTotalForecast } from '../forecasting/index';
import { listAttention } from './attention';
import { sumToWeeks, type TotalForecast } from './total-forecast';

const HISTORY_WEEKS = 52;
const RECENT_WEEKS = 4;
const MOVERS = 6;

/** What happened, what is coming and what needs somebody, for one location or all. */
export function getOverview(ctx: OrgContext, { location, frequency }: OverviewFilter) {
  const { orgId, org } = ctx;
  return withOrg(ctx.database.db, orgId, async (tx) => {
    const lastSale = await overview.findLastSaleDate(tx, orgId);
    const served = await overview.findServedRun(tx, orgId, frequency);
    const lastRun = await overview.findLastRun(tx, orgId);
    const scope = { orgId, locationId: location };
    const keepAnywhere = await keepFor(ctx, tx);
    const keep: Keep = (what, work) => keepAnywhere(`${what} of ${location ?? 'all'} until ${lastSale ?? ''}`, work);
    const sales = lastSale === undefined ? undefined : await keep('sales', () => getSales(tx, scope, lastSale, minorUnitsOf(org.currency)));
    const forecast = served === undefined ? undefined : await getForecast(tx, { ...scope, served, keep }, minorUnitsOf(org.currency));
    const scores = served === undefined ? [] : await overview.listRunScores(tx, { orgId, runId: served.runId });
    const stock = await overview.getStockSummary(tx, scope);
    const champion = scores.find(({ isChampion }) => isChampion);
    const nextUnits = forecast?.mean.slice(0, RECENT_WEEKS);
    return {
      asOf: lastSale ?? today(ctx.clock, org.timeZone),
      currency: org.currency,
      frequency: served?.frequency ?? 'week',
      sales: sales ?? { weeks: [], revenueMinor: [], units: [] },
      forecast: forecast ?? { weeks: [], mean: [], lower: [], upper: [], revenueMinor: [] },
      kpis: {
        revenueLast4Minor: sales === undefined ? null : sum(sales.revenueMinor.slice(-RECENT_WEEKS)),
        revenuePrev4Minor: sales === undefined || sales.weeks.length < 2 * RECENT_WEEKS ? null : sum(sales.revenueMinor.slice(-2 * RECENT_WEEKS, -RECENT_WEEKS)),
        unitsLast4: sales === undefined ? null : sum(sales.units.slice(-RECENT_WEEKS)),
        unitsNext4: nextUnits === undefined ? null : sum(nextUnits),
        unitsNext4Lower: forecast === undefined ? null : sum(forecast.lower.slice(0, RECENT_WEEKS)),
        unitsNext4Upper: forecast === undefined ? null : sum(forecast.upper.slice(0, RECENT_WEEKS)),
        wapeChampion: champion?.wape ?? null,
        wapeNaive: scores.find(({ model }) => model === 'seasonal-naive')?.wape ?? null,
        coverage80: champion?.coverage80 ?? null,
        stockValueMinor: stock.valueMinor,
        stockoutSeries: stock.counted === 0 ? null : stock.outOfStock,
      },
      changes: served === undefined ? [] : await keep(`changes ${served.runId}`, () => listChanges(tx, { ...scope, runId: served.runId })),
      attention: await listAttention(tx, ctx, { ...scope, served, today: today(ctx.clock, org.timeZone), lastSale, lastRun, keep }),
      lastRun: lastRun === undefined ? null : { id: lastRun.id, status: lastRun.status, finishedAt: new Date(lastRun.finishedAt).toISOString() },
    };
  });
}

type Scope = { readonly orgId: OrgContext['orgId']; readonly locationId: number | undefined };

/** The last year of whole weeks; the week that still runs would look like a fall. */
async function getSales(tx: Tx, scope: Scope, lastSale: string, minorUnits: number) {
  const before = mondayOf(addDays(lastSale, 1));
  const rows = await overview.listWeeklySales(tx, scope, { from: addDays(before, -7 * HISTORY_WEEKS), before });
  return {
    weeks: rows.map(({ week }) => week),
    revenueMinor: rows.map(({ revenue }) => Math.round(revenue * minorUnits)),
    units: rows.map(({ units }) => units),
  };
}

/** What the whole company, or one location, is expected to sell, people's overrides included. Money is at today's prices. */
async function getForecast(tx: Tx, { served, orgId, locationId, keep }: Scope & { served: overview.ServedRun; keep: Keep }, minorUnits: number): Promise<TotalForecast | undefined> {
  const expected = await findTotalForecast(tx, orgId, served, locationId);
  if (expected === undefined) return undefined;
  const modelled = await keep(`forecast ${served.runId}`, () => overview.listTotalForecast(tx, { orgId, locationId, runId: served.runId }));
  const steps = modelled.map(({ mean: model, revenue }, h) => {
    const mean = expected.mean[h]!;
    return { mean, lower: expected.quantiles[0]![h]!, upper: expected.quantiles.at(-1)![h]!, revenue: model > 0 ? (revenue * mean) / model : 0 };
  });
  return sumToWeeks({ steps, cutoff: served.cutoff, frequency: served.frequency, minorUnits });
}

async function listChanges(tx: Tx, scope: overview.ForecastScope): Promise<OverviewChange[]> {
  const movers = await overview.listMovers(tx, scope, MOVERS);
  return movers.map(({ seriesId, product, location, change, units, isNew }) => ({
    kind: isNew ? 'new_product' : (change ?? 0) < 0 ? 'demand_down' : 'demand_up',
    seriesId,
    params: { product, location, change: change ?? 0, units },
  }));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
