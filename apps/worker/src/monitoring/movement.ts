import { monitoring, type Tx } from '@almanac/data';
import { DemandFeature, PurchaseFeature, type Movement, type OrgId } from '@almanac/data/contract';
import { featureDrift, type FeatureTable } from '@almanac/models';
import { addDays, daysBetween } from '../platform/calendar';

/** Fewer days say more of chance than of change. */
const FEWEST_DAYS = 28;
/** A quarter: older days than that belong to another season. */
const MOST_DAYS = 91;

type Compared = Pick<Movement<never>, 'before' | 'since'>;

/** The days to compare, by the last day that was learnt from and the last that is known; `undefined` while they are too few. */
export function comparedDays(learntUntil: string, knownUntil: string): Compared | undefined {
  const days = Math.min(MOST_DAYS, daysBetween(learntUntil, knownUntil));
  if (days < FEWEST_DAYS) return undefined;
  return { before: { from: addDays(learntUntil, 1 - days), to: learntUntil }, since: { from: addDays(knownUntil, 1 - days), to: knownUntil } };
}

export const daysToWait = (learntUntil: string, knownUntil: string) => Math.max(0, FEWEST_DAYS - daysBetween(learntUntil, knownUntil));

/** How far demand has moved since, series by series. */
export async function demandMovement(tx: Tx, orgId: OrgId, days: Compared): Promise<Movement<DemandFeature>> {
  const tableOf = (rows: readonly monitoring.DemandSample[]): FeatureTable => numericTable(rows.length, DemandFeature.options, (feature, row) => rows[row]![feature]);
  return { ...days, features: moved(tableOf(await monitoring.sampleDemand(tx, orgId, days.before)), tableOf(await monitoring.sampleDemand(tx, orgId, days.since)), DemandFeature.options) };
}

/** How far purchases have moved since, customer by customer. */
export async function purchaseMovement(tx: Tx, orgId: OrgId, days: Compared): Promise<Movement<PurchaseFeature>> {
  const tableOf = (rows: readonly monitoring.PurchaseSample[]): FeatureTable => numericTable(rows.length, PurchaseFeature.options, (feature, row) => Number(rows[row]![feature]));
  return { ...days, features: moved(tableOf(await monitoring.samplePurchases(tx, orgId, days.before)), tableOf(await monitoring.samplePurchases(tx, orgId, days.since)), PurchaseFeature.options) };
}

function numericTable<Name extends string>(rows: number, names: readonly Name[], valueOf: (name: Name, row: number) => number | null): FeatureTable {
  return { rows, names, columns: names.map((name) => ({ kind: 'numeric', values: Float64Array.from({ length: rows }, (_, row) => valueOf(name, row) ?? Number.NaN) })) };
}

/** Nothing has moved that cannot be compared: nobody bought in one of the two. */
function moved<Name extends string>(before: FeatureTable, since: FeatureTable, names: readonly Name[]): Movement<Name>['features'] {
  if (before.rows === 0 || since.rows === 0) return [];
  return featureDrift(before, since).flatMap(({ feature, index, level }) => names.filter((name) => name === feature).map((name) => ({ feature: name, index, level })));
}
