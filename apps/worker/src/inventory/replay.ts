import { inventory, withOrg, type Database, type Tx } from '@almanac/data';
import { DomainError, type OrgId, type RunReplay, type ReplayOutcome, type ReplayReport } from '@almanac/data/contract';
import { formatIsoDate, replayItem, summarizeReplay, type ReplayRule, type ReplayTotals } from '@almanac/models';
import { z } from 'zod';
import { epochDay } from '../forecasting/index';
import type { OrgContext } from '../platform/context';
import type { JobQueue } from '../platform/queue';
import { readPlannedBasis } from './plan-inventory';
import { replayJob } from './plan-job';
import { readPlanItems, type PlannedItem } from './plan-items';
import { pastOf } from './replay-history';

/** Replaying one product at a location takes about 60 ms: the products that sell for most stand for the others. */
const MOST_PRODUCTS = 1000;
const PRODUCTS_A_CHUNK = 50;
/** Points of the curve of service against cash. */
const TARGETS = [0.7, 0.8, 0.9, 0.95, 0.98, 0.99] as const;
/** A rule of thumb to compare with: order when less than two weeks are left beyond the lead time, up to six weeks. */
const MIN_MAX = { kind: 'min_max', minDays: 14, maxDays: 42 } as const;
/** What is compared: what happened, a rule of thumb, the rules as they are set (no target of their own), and one target for everything. */
const RULES: readonly Pick<ReplayOutcome, 'policy' | 'target'>[] = [{ policy: 'actual', target: null }, { policy: 'min_max', target: null }, { policy: 'almanac', target: null }, ...TARGETS.map((target) => ({ policy: 'almanac', target }) as const)];

function ruleFor({ policy, target }: (typeof RULES)[number], own: number): ReplayRule {
  if (policy === 'actual') return { kind: 'actual' };
  return policy === 'min_max' ? MIN_MAX : { kind: 'almanac', target: target ?? own };
}

const StoredReport = z.object({
  from: z.string(),
  to: z.string(),
  items: z.number(),
  skipped: z.number(),
  currentTarget: z.number().nullable(),
  outcomes: z.array(z.object({ policy: z.enum(['actual', 'min_max', 'almanac']), target: z.number().nullable(), fillRate: z.number(), stockOutDays: z.number(), averageStockMinor: z.number(), orders: z.number() })),
});
type StoredReport = z.output<typeof StoredReport>;
const NOTHING = { from: null, to: null, items: 0, skipped: 0, currentTarget: null, outcomes: [] };

export function getReplay({ database, orgId }: OrgContext, scope: RunReplay): Promise<ReplayReport> {
  return withOrg(database.db, orgId, async (tx) => {
    const found = await inventory.findReplay(tx, orgId, scope);
    if (found === undefined) return { status: 'none', requestedAt: null, finishedAt: null, ...NOTHING };
    const { status, requestedAt, finishedAt, result } = found;
    return { status, requestedAt, finishedAt, ...(result === null ? NOTHING : StoredReport.parse(result)) };
  });
}

/** Queues a replay of the last months; while one runs, that is the one. */
export async function startReplay(ctx: OrgContext, scope: RunReplay): Promise<ReplayReport> {
  const { database, jobs, orgId, clock } = ctx;
  await withOrg(database.db, orgId, async (tx) => {
    if ((await inventory.findReplayRun(tx, orgId)) === undefined) throw new DomainError('forecast.none_yet');
    await queueReplay(tx, jobs, orgId, scope, clock.now());
  });
  return getReplay(ctx, scope);
}

/** A company's first plan brings its first replay; later ones are asked for. */
export async function proveOnce(tx: Tx, jobs: JobQueue, orgId: OrgId, at: Date): Promise<void> {
  if ((await inventory.findReplay(tx, orgId, {})) !== undefined || (await inventory.findReplayRun(tx, orgId)) === undefined) return;
  await queueReplay(tx, jobs, orgId, {}, at);
}

async function queueReplay(tx: Tx, jobs: JobQueue, orgId: OrgId, scope: RunReplay, at: Date): Promise<void> {
  await inventory.beginReplay(tx, orgId, scope, at);
  await jobs.send(tx, replayJob, { orgId, scope }, { jobKey: `replay-inventory:${orgId}:${scope.location ?? ''}:${scope.category ?? ''}`, maxAttempts: 2 });
}

export interface Replay {
  readonly orgId: OrgId;
  readonly scope: RunReplay;
  /** the company's calendar day */
  readonly today: string;
  readonly now: () => Date;
}

/** Plays the last months of a company over under every rule and keeps the result. May run again. @throws DomainError `forecast.none_yet` */
export async function replayInventory({ db }: Pick<Database, 'db'>, { orgId, scope, today, now }: Replay): Promise<StoredReport> {
  const report = await withOrg(db, orgId, async (tx) => {
    const run = await inventory.findReplayRun(tx, orgId);
    if (run === undefined) throw new DomainError('forecast.none_yet');
    const from = run.firstCutoff + (run.frequency === 'week' ? 7 : 1);
    const to = epochDay(today) - 1;
    const basis = await readPlannedBasis(tx, { orgId, today }, await abcOfPlan(tx, orgId));
    const hasOrders = await inventory.hasOrders(tx, orgId);
    const productIds = await inventory.listReplayProducts(tx, orgId, scope, MOST_PRODUCTS);
    const totals: ReplayTotals[][] = [];
    const targets = { weighted: 0, demand: 0 };
    let skipped = 0;
    for (let k = 0; k < productIds.length; k += PRODUCTS_A_CHUNK) {
      const all = await readPlanItems(tx, basis, productIds.slice(k, k + PRODUCTS_A_CHUNK));
      const items = all.filter(({ facts }) => facts.seriesId !== null && (scope.location === undefined || facts.locationId === scope.location));
      const seriesIds = items.map(({ facts }) => facts.seriesId!);
      const past = new Map((await inventory.listSeriesPast(tx, orgId, seriesIds, from, to)).map((row) => [row.seriesId, row]));
      const forecasts = await inventory.listPastForecasts(tx, orgId, run.runId, seriesIds);
      for (const item of items) {
        const { facts, input, leadTime } = item;
        const row = past.get(facts.seriesId!);
        const history = row && pastOf(row, forecasts.filter(({ seriesId }) => seriesId === row.seriesId), { from, to, frequency: run.frequency, leadTimeDays: Math.round(leadTime.meanDays), hasOrders });
        if (history === undefined || isEnding(item, to)) {
          skipped += 1;
          continue;
        }
        const result = replayItem({ ...history, forecasts: history.forecasts.map(({ usableFrom, forecast }) => ({ usableFrom, forecast: { ...forecast, errorCorrelation: basis.errorCorrelation[run.frequency], demandSize: input.forecast?.demandSize ?? null, isCounted: input.forecast?.isCounted ?? true } })) }, input, RULES.map((rule) => ruleFor(rule, item.policy.target.value)));
        totals.push(result);
        targets.weighted += item.policy.target.value * result[0]!.demand;
        targets.demand += result[0]!.demand;
      }
    }
    const outcomes = RULES.map((rule, r) => outcomeOf(rule, totals.map((own) => own[r]!)));
    return { from: formatIsoDate(from), to: formatIsoDate(to), items: totals.length, skipped, currentTarget: targets.demand > 0 ? targets.weighted / targets.demand : null, outcomes: totals.length > 0 ? outcomes : [] };
  });
  await withOrg(db, orgId, (tx) => inventory.finishReplay(tx, orgId, scope, { result: report }, now()));
  return report;
}

/** What leaves the assortment in that time would be bought to the end: the replay does not know what the planner knew. */
const isEnding = ({ facts }: PlannedItem, to: number) => facts.discontinuedOn !== null && facts.discontinuedOn <= to;

async function abcOfPlan(tx: Tx, orgId: OrgId) {
  const classes = await inventory.listPlannedClasses(tx, orgId);
  return (seriesId: number | null) => (seriesId === null ? 'C' : (classes.get(seriesId) ?? 'C'));
}

function outcomeOf({ policy, target }: (typeof RULES)[number], totals: readonly ReplayTotals[]): ReplayOutcome {
  const { fillRate, stockOutDays, averageStockValue, orders } = summarizeReplay(totals);
  return {
    policy,
    target,
    fillRate: Number.isFinite(fillRate) ? fillRate : 1,
    stockOutDays,
    averageStockMinor: Math.round(averageStockValue),
    orders: Number.isFinite(orders) ? orders : 0,
  };
}
