import { churn, withOrg, type Tx } from '@almanac/data';
import {
  DomainError,
  mayActAs,
  minorUnitsOf,
  type ChurnCustomer,
  type ChurnCustomerDetail,
  type ChurnCustomerPage,
  type ChurnFilter,
  type ChurnOverview,
  type ChurnRisk,
  type ChurnSegment,
  type ClassifierScores,
  type ListChurnCustomers,
  type OneChurnCustomer,
  type OrgId,
} from '@almanac/data/contract';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { keepFor, type Keep } from '../platform/kept-sums';
import { describeCustomer, findServed, type Served } from './customers';
import { NO_ORDER_DAYS } from './learning-data';
import { describeData } from './prepare';

const CROSSED_SHOWN = 8;
const ORDERS_SHOWN = 400;
const PAGE = 5000;

/** How many are about to leave, what they are worth, and who crossed the line; without a model, what is still missing for one. */
export function getOverview(ctx: OrgContext): Promise<ChurnOverview> {
  const { orgId, org, clock, role } = ctx;
  return withOrg(ctx.database.db, orgId, async (tx) => {
    const served = await findServed(tx, orgId);
    if (served === undefined) {
      const { kind, missing } = await describeData(tx, { orgId, today: today(clock, org.timeZone) });
      return { run: null, kind, missing, headline: noHeadline, crossed: [], risks: noRisks, segments: [], rfmSegments: [] };
    }
    const { run, scale } = served;
    const keep = await keepFor(ctx, tx);
    const { worth, risks } = await summarizeRisks(tx, served, keep);
    const high = risks.find(({ risk }) => risk === 'high');
    const found = Object.fromEntries(risks.map(({ risk, customers, valueAtRisk }) => [risk, { customers, valueAtRiskMinor: Math.round(valueAtRisk) }]));
    return {
      run,
      kind: run.kind,
      missing: [],
      headline: {
        highRisk: high?.customers ?? 0,
        valuable: high?.valuable ?? 0,
        valuableAtRiskMinor: Math.round(high?.valuableAtRisk ?? 0),
        valueAtRiskMinor: Math.round(high?.valueAtRisk ?? 0),
        contactable: high?.contactable ?? 0,
        toWrite: high?.paying ?? 0,
        expectedGainMinor: Math.round(high?.gain ?? 0),
        crossed: high?.crossed ?? 0,
      },
      crossed: mayActAs(role, 'marketer') ? (await churn.listCrossed(tx, scale, worth, CROSSED_SHOWN)).map((row) => describeCustomer(row, served)) : [],
      risks: { ...noRisks, ...found },
      segments: await keep('segments of customers', () => churn.listSegmentRows(tx, orgId)),
      rfmSegments: await keep(`segments of ${run.runId}`, () => churn.listSegments(tx, orgId, run.runId)),
    };
  });
}

/** How many valuable customers are at high risk, and what they are worth; nothing while there are no scores. */
export async function findLeaving(ctx: OrgContext, tx: Tx): Promise<{ customers: number; valueAtRiskMinor: number } | undefined> {
  const served = await findServed(tx, ctx.orgId);
  if (served === undefined) return undefined;
  const { risks } = await summarizeRisks(tx, served, await keepFor(ctx, tx));
  const high = risks.find(({ risk }) => risk === 'high');
  return { customers: high?.valuable ?? 0, valueAtRiskMinor: Math.round(high?.valuableAtRisk ?? 0) };
}

/** How many valuable customers have crossed the line since the run before. */
export async function countCrossed(tx: Tx, orgId: OrgId): Promise<number> {
  const served = await findServed(tx, orgId);
  if (served === undefined) return 0;
  const { risks } = await churn.summarizeRisks(tx, served.scale, served);
  return risks.reduce((sum, { crossed }) => sum + crossed, 0);
}

/** How many are at which risk by the line that holds, and what writing to them would bring. */
const summarizeRisks = (tx: Tx, { scale, cost, kept }: Served, keep: Keep) => keep(`risks ${JSON.stringify([scale, cost, kept])}`, () => churn.summarizeRisks(tx, scale, { cost, kept }));

const noHeadline = { highRisk: 0, valuable: 0, valuableAtRiskMinor: 0, valueAtRiskMinor: 0, contactable: 0, toWrite: 0, expectedGainMinor: 0, crossed: 0 };
const nobody = { customers: 0, valueAtRiskMinor: 0 };
const noRisks: Record<ChurnRisk, typeof nobody> = { high: nobody, watch: nobody, low: nobody, lost: nobody };

export function listCustomers(ctx: OrgContext, { cursor, limit, ...filter }: ListChurnCustomers): Promise<ChurnCustomerPage> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const served = await findServed(tx, ctx.orgId);
    if (served === undefined) return { rows: [], total: 0, nextCursor: null };
    const offset = cursor ?? 0;
    const { rows, total } = await churn.listCustomers(tx, served.scale, filter, { offset, limit });
    const next = offset + rows.length;
    return { rows: rows.map((row) => describeCustomer(row, served)), total, nextCursor: rows.length === limit && next < total ? next : null };
  });
}

/** Every customer of a filter, a page at a time. */
export async function* forEachCustomer(ctx: OrgContext, filter: ChurnFilter): AsyncGenerator<ChurnCustomer> {
  for (let cursor: number | null = 0; cursor !== null; ) {
    const page: ChurnCustomerPage = await listCustomers(ctx, { ...filter, cursor, limit: PAGE });
    yield* page.rows;
    cursor = page.nextCursor;
  }
}

/** @throws DomainError `churn.customer_not_found` */
export function getCustomer({ database, orgId, org }: OrgContext, { customerId }: OneChurnCustomer): Promise<ChurnCustomerDetail> {
  return withOrg(database.db, orgId, async (tx) => {
    const served = await findServed(tx, orgId);
    const row = served && (await churn.findCustomer(tx, served.scale, customerId));
    if (served === undefined || row === undefined) throw new DomainError('churn.customer_not_found', { customerId });
    const { recencyScore, frequencyScore, monetaryScore } = row;
    return {
      run: served.run,
      customer: describeCustomer(row, served),
      attributes: Object.entries(row.attributes).map(([name, value]) => ({ name, value })),
      orders: await churn.listOrders(tx, orgId, customerId, { minorUnits: minorUnitsOf(org.currency), limit: ORDERS_SHOWN }),
      noOrder: (row.noOrder ?? []).map((probability, k) => ({ days: NO_ORDER_DAYS[k]!, probability })),
      probabilityAlive: row.probabilityAlive,
      longGap: row.longGap,
      rfm: recencyScore === null || frequencyScore === null || monetaryScore === null ? null : { recency: recencyScore, frequency: frequencyScore, monetary: monetaryScore },
      history: await churn.listScoreHistory(tx, orgId, customerId),
      costMinor: served.cost,
    };
  });
}

export function listSegments(ctx: OrgContext): Promise<ChurnSegment[]> {
  const { orgId } = ctx;
  return withOrg(ctx.database.db, orgId, async (tx) => {
    const { scale } = await requireServed(tx, orgId);
    return (await keepFor(ctx, tx))(`groups ${JSON.stringify(scale)}`, () => churn.summarizeSegments(tx, orgId, scale));
  });
}

/** @throws DomainError `churn.none_yet` */
export async function requireServed(tx: Tx, orgId: OrgId): Promise<Served> {
  const served = await findServed(tx, orgId);
  if (served === undefined) throw new DomainError('churn.none_yet');
  return served;
}

/** Scores of churn runs for the list of all runs. */
export async function listChurnScores(tx: Tx, orgId: OrgId, runIds: readonly string[]): Promise<Map<string, ClassifierScores[]>> {
  const byRun = new Map<string, ClassifierScores[]>(runIds.map((id) => [id, []]));
  for (const { runId, model, rocAuc, prAuc, brier, lift10, weight, isChampion } of await churn.listScores(tx, orgId, runIds)) byRun.get(runId)?.push({ model, rocAuc, prAuc, brier, lift10, weight, isChampion });
  return byRun;
}

