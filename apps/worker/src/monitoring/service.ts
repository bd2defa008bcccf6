import { monitoring, overview, recommendation, training, withOrg, type Tx } from '@almanac/data';
import { Champion, ForecastParams, type Capability, type ForecastWatch, type OrgId, type RecommendationWatch, type WatchForecasts } from '@almanac/data/contract';
import { addDays, daysBetween } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { keepFor } from '../platform/kept-sums';
import { periodDays } from '../forecasting/index';
import { comparedDays, daysToWait, demandMovement, purchaseMovement } from './movement';

const RUNS_LISTED = 100;
const RUNS_SHOWN = 12;

/** How forecasts fared once the periods were over, run by run, and whether demand is still what it was when they were learnt. */
export function watchForecasts(ctx: OrgContext, { frequency }: WatchForecasts): Promise<ForecastWatch> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const { orgId } = ctx;
    const known = await readKnown(tx, ctx);
    const served = await overview.findServedRun(tx, orgId, frequency);
    const isMine = served?.frequency === frequency;
    const runs = (await listEnded(tx, orgId, 'forecast')).filter(({ params }) => ForecastParams.parse(params).frequency === frequency).slice(0, RUNS_SHOWN);
    const ids = runs.map(({ id }) => id);
    const scores = await training.listForecastScores(tx, orgId, ids);
    const cutoffs = await monitoring.listCutoffs(tx, orgId, ids);
    const days = periodDays[frequency];
    const outcomeOf = async (runId: string, cutoff: string | undefined) => {
      const periods = cutoff === undefined ? 0 : Math.floor((daysBetween(cutoff, known.until) - days + 1) / days);
      if (cutoff === undefined || periods < 1) return null;
      return { periods, ...(await known.keep(`outcome ${runId} ${periods}`, () => monitoring.judgeForecasts(tx, { orgId, runId, cutoff, periodDays: days, periods }))) };
    };
    const learntUntil = served === undefined || !isMine ? undefined : addDays(served.cutoff, days - 1);
    const compared = learntUntil === undefined ? undefined : comparedDays(learntUntil, known.until);
    const watched: ForecastWatch['runs'][number][] = [];
    for (const run of runs) {
      const best = scores.get(run.id)?.find(({ isChampion }) => isChampion);
      const cutoff = cutoffs.get(run.id);
      watched.push({
        ...{ ...factsOf(run, best?.model), isServed: isMine && served?.runId === run.id, cutoff: cutoff ?? null },
        promised: { wape: best?.wape ?? null, bias: best?.bias ?? null, coverage80: best?.coverage80 ?? null },
        outcome: await outcomeOf(run.id, cutoff),
      });
    }
    return {
      frequency,
      runs: watched,
      movement: compared === undefined ? null : await known.keep(`demand ${JSON.stringify(compared)}`, () => demandMovement(tx, orgId, compared)),
      daysToWait: learntUntil === undefined ? 0 : daysToWait(learntUntil, known.until),
    };
  });
}

/** What came of the lists of each run once their days were over, and whether customers still buy as they did. */
export function watchRecommendations(ctx: OrgContext): Promise<RecommendationWatch> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const { orgId } = ctx;
    const known = await readKnown(tx, ctx);
    const served = (await training.listServing(tx, orgId)).find(({ capability }) => capability === 'recommend');
    const runs = (await listEnded(tx, orgId, 'recommend')).slice(0, RUNS_SHOWN);
    const ids = runs.map(({ id }) => id);
    const scores = await recommendation.listScores(tx, orgId, ids);
    const facts = new Map((await monitoring.listRecommenders(tx, orgId, ids)).map((model) => [model.runId, model]));
    const watched: RecommendationWatch['runs'][number][] = [];
    for (const run of runs) {
      const model = facts.get(run.id);
      if (model === undefined) continue;
      const best = scores.get(run.id)?.find(({ isChampion }) => isChampion);
      const isOver = model.hasLists && model.outcomeOn <= known.until;
      watched.push({
        ...{ ...factsOf(run, best?.model), isServed: served?.runId === run.id, dataUntil: model.dataUntil, outcomeOn: model.outcomeOn },
        ...{ hitRate10: best?.hitRate10 ?? null, ndcg10: best?.ndcg10 ?? null, recall20: best?.recall20 ?? null, coverage10: best?.coverage10 ?? null },
        outcome: isOver ? await known.keep(`lists ${run.id}`, () => monitoring.judgeLists(tx, orgId, run.id)) : null,
      });
    }
    const learntUntil = facts.get(served?.runId ?? '')?.dataUntil;
    const compared = learntUntil === undefined ? undefined : comparedDays(learntUntil, known.until);
    return {
      runs: watched,
      movement: compared === undefined ? null : await known.keep(`purchases ${JSON.stringify(compared)}`, () => purchaseMovement(tx, orgId, compared)),
      daysToWait: learntUntil === undefined ? 0 : daysToWait(learntUntil, known.until),
    };
  });
}

/** The last day whose sales are known whole, and a way to keep sums over sales for as long as they stay the same. */
async function readKnown(tx: Tx, ctx: OrgContext) {
  const yesterday = addDays(today(ctx.clock, ctx.org.timeZone), -1);
  const lastSale = (await overview.findLastSaleDate(tx, ctx.orgId)) ?? yesterday;
  return { until: lastSale < yesterday ? lastSale : yesterday, keep: await keepFor(ctx, tx) };
}

/** Newest first. */
async function listEnded(tx: Tx, orgId: OrgId, capability: Capability): Promise<training.RunRow[]> {
  return (await training.listRuns(tx, orgId, RUNS_LISTED)).filter((run) => run.capability === capability && run.status === 'succeeded');
}

function factsOf({ id, finishedAt, queuedAt, champion }: training.RunRow, scored: string | undefined) {
  return { runId: id, trainedAt: finishedAt ?? queuedAt, champion: scored ?? (champion === null ? null : Champion.pick({ model: true }).parse(champion).model) };
}
