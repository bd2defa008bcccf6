import { churn, monitoring, overview, training, type Tx } from '@almanac/data';
import type { Capability, DemandFeature, ForecastFrequency, MovedFeature, OrgId, PurchaseFeature } from '@almanac/data/contract';
import { periodDays } from '../forecasting/index';
import { addDays } from '../platform/calendar';
import { comparedDays, demandMovement, purchaseMovement } from './movement';

interface Served {
  readonly capability: Capability;
  readonly frequency: string;
}

/**
 * What has moved most, where it moved much (an index of 0.25 or more), since what a company uses was learnt; `undefined` where nothing has, or where
 * too little is known since. A contract company's customers have no days to compare.
 */
export async function findShifted(tx: Tx, orgId: OrgId, served: Served, yesterday: string): Promise<MovedFeature<DemandFeature | PurchaseFeature> | undefined> {
  const learntUntil = await findLearntUntil(tx, orgId, served);
  const lastSale = await overview.findLastSaleDate(tx, orgId);
  if (learntUntil === undefined || lastSale === undefined) return undefined;
  const days = comparedDays(learntUntil, lastSale < yesterday ? lastSale : yesterday);
  if (days === undefined) return undefined;
  const { features } = served.capability === 'forecast' ? await demandMovement(tx, orgId, days) : await purchaseMovement(tx, orgId, days);
  return features.find(({ level }) => level === 'shifted');
}

async function findLearntUntil(tx: Tx, orgId: OrgId, { capability, frequency }: Served): Promise<string | undefined> {
  if (capability === 'forecast') {
    const run = await overview.findServedRun(tx, orgId, frequency as ForecastFrequency);
    return run === undefined ? undefined : addDays(run.cutoff, periodDays[run.frequency] - 1);
  }
  if (capability === 'churn') {
    const model = await churn.findModel(tx, orgId);
    return model?.kind === 'purchases' ? model.dataUntil : undefined;
  }
  const runId = (await training.listServing(tx, orgId)).find((serving) => serving.capability === capability)?.runId;
  return runId === undefined ? undefined : (await monitoring.listRecommenders(tx, orgId, [runId]))[0]?.dataUntil;
}
