import { campaigns, inventory, overview, type Tx } from '@almanac/data';
import type { OverviewAttention } from '@almanac/data/contract';
import { findLeaving } from '../churn/index';
import type { OrgContext } from '../platform/context';
import { addDays, daysBetween } from '../platform/calendar';
import type { Keep } from '../platform/kept-sums';

const STOCK_ROWS = 6;
const IMPORT_ROWS = 3;
const BIASED_ROWS = 3;
const OLD_AFTER_DAYS = 14;
const CAMPAIGN_ROWS = 3;
/** Longer than this, nobody waits for a campaign any more. */
const CAMPAIGN_DAYS = 30;

interface State {
  readonly locationId: number | undefined;
  readonly served: overview.ServedRun | undefined;
  readonly today: string;
  readonly lastSale: string | undefined;
  readonly lastRun: Awaited<ReturnType<typeof overview.findLastRun>>;
  readonly keep: Keep;
}

/** What a person should look at: broken things first, then customers and campaigns, then stock by the sales at stake, then forecasts that lean to one side, then old or missing ones. */
export async function listAttention(tx: Tx, ctx: OrgContext, { locationId, served, today, lastSale, lastRun, keep }: State): Promise<OverviewAttention[]> {
  const { orgId } = ctx;
  const attention: OverviewAttention[] = [];
  if (lastRun?.status === 'failed') {
    attention.push({ kind: 'run_failed', severity: 'high', runId: lastRun.id, params: { code: lastRun.errorCode ?? 'server.failed' } });
  }
  for (const { importId, file, problems } of await overview.listImportsWithProblems(tx, orgId, IMPORT_ROWS)) {
    attention.push({ kind: 'import_problems', severity: 'medium', importId, params: { file, problems } });
  }
  const leaving = await findLeaving(ctx, tx);
  if (leaving !== undefined && leaving.customers > 0) attention.push({ kind: 'churn_risk', severity: 'high', params: { count: leaving.customers, valueAtRiskMinor: leaving.valueAtRiskMinor } });
  for (const { campaignId, name, ownerName, reason, days } of await campaigns.listWaitingCampaigns(tx, orgId, { today, within: CAMPAIGN_DAYS, limit: CAMPAIGN_ROWS })) {
    attention.push({ kind: `campaign_${reason}`, severity: 'medium', campaignId, params: { name, owner: ownerName, days } });
  }
  if (served === undefined) {
    if (lastSale !== undefined) attention.push({ kind: 'no_forecast', severity: 'medium', params: { days: 0 } });
    return attention;
  }
  const periodDays = served.frequency === 'week' ? 7 : 1;
  for (const { item, seriesId, product, location, onHand, leadTimeDays, atStakeMinor } of await listStockRisks(tx, { orgId, runId: served.runId, locationId }, periodDays)) {
    const params = { product, location, onHand, days: leadTimeDays, atStakeMinor };
    attention.push(onHand <= 0 ? { kind: 'stock_out', severity: 'high', item, seriesId, params } : { kind: 'stock_low', severity: 'medium', item, seriesId, params });
  }
  for (const { seriesId, product, location, periods } of await keep(`biased ${served.runId}`, async () => [...(await overview.listBiased(tx, { orgId, runId: served.runId, locationId }, BIASED_ROWS))])) {
    attention.push({ kind: periods > 0 ? 'bias_high' : 'bias_low', severity: 'medium', seriesId, params: { product, location, periods: Math.abs(periods), frequency: served.frequency } });
  }
  const behind = lastSale === undefined ? 0 : daysBetween(addDays(served.cutoff, periodDays - 1), lastSale);
  if (behind > OLD_AFTER_DAYS) attention.push({ kind: 'forecast_old', severity: 'medium', params: { days: behind } });
  return attention;
}

/** As the stock plan sees it; from stock and forecast alone before there is one. */
async function listStockRisks(tx: Tx, scope: Parameters<typeof overview.listStockRisks>[1], periodDays: number) {
  if ((await inventory.findPlanRun(tx, scope.orgId)) !== undefined) {
    return (await overview.listPlannedRisks(tx, scope, STOCK_ROWS)).map(({ productId, locationId, ...risk }) => ({ ...risk, item: { productId, locationId } }));
  }
  return (await overview.listStockRisks(tx, scope, { periodDays, limit: STOCK_ROWS })).map((risk) => ({ ...risk, item: null }));
}
