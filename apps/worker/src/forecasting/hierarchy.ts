import { forecasting, overview, withOrg, type Tx } from '@almanac/data';
import { ForecastFrequency, type AggregateLevel, type GetHierarchy, type OrgId } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { keepFor } from '../platform/kept-sums';
import { adjust, figuresOf, readOverrides, type Overridden } from './aggregates';
import { epochDay, periodDays } from './periods';
import { isoDates } from './read-history';

/** How an aggregate is called: names of what it is about, `null` for products without a category and where it does not apply. */
export interface AggregateName {
  readonly level: AggregateLevel;
  readonly key: string;
  readonly category: string | null;
  readonly location: string | null;
  readonly product: string | null;
}

/** A part of an aggregate: a smaller aggregate, or at the end a series. Figures are sums over the horizon, items. */
export interface HierarchyPart {
  readonly aggregate: AggregateName | null;
  readonly series: { readonly id: number; readonly product: string; readonly location: string } | null;
  readonly seriesCount: number;
  readonly nextMean: number;
  readonly nextLower: number;
  readonly nextUpper: number;
  readonly change: number | null;
}

export interface Hierarchy {
  readonly frequency: ForecastFrequency;
  readonly cutoff: string;
  readonly node: AggregateName & { readonly seriesCount: number; readonly nextMean: number; readonly nextLower: number; readonly nextUpper: number; readonly change: number | null };
  /** from the whole company to the node itself */
  readonly path: readonly AggregateName[];
  readonly history: { readonly dates: readonly string[]; readonly quantities: readonly number[] };
  readonly forecast: { readonly dates: readonly string[]; readonly mean: readonly number[]; readonly quantiles: readonly (readonly number[])[] };
  readonly parts: readonly HierarchyPart[];
  /** parts too many to list, together; with them the parts add up to the node */
  readonly rest: { readonly seriesCount: number; readonly nextMean: number } | null;
}

const PERIODS_SHOWN: Record<ForecastFrequency, number> = { week: 104, day: 180 };
const MOST_PARTS = 200;

/** One aggregate of the served forecast with its parts, people's overrides included; the whole company when there is no such aggregate. `null` without a forecast that knows aggregates. */
export async function getHierarchy(ctx: OrgContext, { frequency: wanted, level, key, by }: GetHierarchy): Promise<Hierarchy | null> {
  const { orgId } = ctx;
  return withOrg(ctx.database.db, orgId, async (tx) => {
    const served = await overview.findServedRun(tx, orgId, wanted);
    if (served === undefined) return null;
    const scope = { orgId, runId: served.runId };
    const found = (await forecasting.findAggregate(tx, scope, { level, key })) ?? (await forecasting.findAggregate(tx, scope, { level: 'total', key: '' }));
    if (found === undefined) return null;
    const frequency = ForecastFrequency.parse(served.frequency);
    const overrides = await readOverrides(tx, orgId, frequency, served.cutoff);
    const node = adjust(found, overrides);
    const parts = await listParts(tx, scope, found, by, overrides);
    const restCount = node.seriesCount - parts.reduce((sum, { seriesCount }) => sum + seriesCount, 0);
    const days = periodDays[frequency];
    const shown = { from: addDays(served.cutoff, -days * (PERIODS_SHOWN[frequency] - 1)), to: served.cutoff };
    const history = await (await keepFor(ctx, tx))(`history ${frequency} ${found.level} ${found.key} ${served.cutoff}`, () => forecasting.listAggregateHistory(tx, orgId, found, frequency, shown));
    const sold = history.slice(Math.max(0, history.findIndex(({ quantity }) => quantity > 0)));
    return {
      frequency,
      cutoff: served.cutoff,
      node: { ...nameOf(found), ...node },
      path: pathOf(found, by),
      history: { dates: sold.map(({ date }) => date), quantities: sold.map(({ quantity }) => quantity) },
      forecast: { dates: isoDates(epochDay(served.cutoff) + days, node.mean.length, frequency), mean: node.mean, quantiles: node.quantiles },
      parts,
      rest: restCount > 0 && parts.length === MOST_PARTS ? { seriesCount: restCount, nextMean: Math.max(0, node.nextMean - parts.reduce((sum, { nextMean }) => sum + nextMean, 0)) } : null,
    };
  });
}

const nameOf = ({ level, key, category, location, product }: forecasting.AggregateForecast): AggregateName => ({ level, key, category, location, product });

const TOTAL: AggregateName = { level: 'total', key: '', category: null, location: null, product: null };

function pathOf(found: forecasting.AggregateForecast, by: GetHierarchy['by']): AggregateName[] {
  const own = nameOf(found);
  if (found.level === 'total') return [own];
  if (found.level !== 'category_location') return [TOTAL, own];
  const parent: AggregateName = by === 'location' ? { ...TOTAL, level: 'location', key: String(found.locationId), location: found.location } : { ...TOTAL, level: 'category', key: found.category ?? '', category: found.category };
  return [TOTAL, parent, own];
}

/** The next smaller aggregates, or the series where there are none; a step with only one aggregate is skipped. */
async function listParts(tx: Tx, scope: { orgId: OrgId; runId: string }, within: forecasting.AggregateForecast, by: GetHierarchy['by'], overrides: readonly Overridden[]): Promise<HierarchyPart[]> {
  const next = within.level === 'total' ? by : within.level === 'category' || within.level === 'location' ? 'category_location' : undefined;
  const aggregates = next === undefined ? [] : await forecasting.listAggregates(tx, scope, next, within, MOST_PARTS);
  if (aggregates.length > 1) {
    return aggregates.map((aggregate) => {
      const { seriesCount, nextMean, nextLower, nextUpper, change } = adjust(aggregate, overrides);
      return { aggregate: nameOf(aggregate), series: null, seriesCount, nextMean, nextLower, nextUpper, change };
    });
  }
  const members = await forecasting.listMembers(tx, scope, within, MOST_PARTS);
  return members.map(({ seriesId, product, location, ...said }) => {
    const own = overrides.find((override) => override.seriesId === seriesId);
    return { aggregate: null, series: { id: seriesId, product, location }, seriesCount: 1, ...figuresOf(said, own?.mean ?? said.mean) };
  });
}
