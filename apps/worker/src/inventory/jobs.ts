import { inventory, organizations, training, withOrg, type Database, type Tx } from '@almanac/data';
import { OrgId } from '@almanac/data/contract';
import { z } from 'zod';
import { today, type Clock } from '../platform/clock';
import { defineJob, handleJob, type JobHandler } from '../platform/queue';
import { tell } from '../webhooks/index';
import { runInChild } from './child-task';
import { planJob, queuePlan, replayJob } from './plan-job';
import { proveOnce } from './replay';

const keepPlans = defineJob('keep-inventory-plans', z.object({}));

export const inventoryJobs: readonly JobHandler[] = [
  handleJob(planJob, async ({ database, jobs, clock }, { orgId }, { signal }) => {
    const before = await withOrg(database.db, orgId, (tx) => sumUrgent(tx, orgId));
    await runInChild({ kind: 'plan', databaseUrl: database.url, orgId, today: await dayOf(database, clock, orgId) }, signal);
    await withOrg(database.db, orgId, async (tx) => {
      await proveOnce(tx, jobs, orgId, clock.now());
      const { outOfStock, runningOut, atStakeMinor } = await sumUrgent(tx, orgId);
      if (outOfStock + runningOut > before.outOfStock + before.runningOut) await tell(tx, jobs, orgId, 'stock.at_risk', { page: '/inventory', outOfStock, runningOut, atStakeMinor, currency: await organizations.getCurrency(tx, orgId) });
    });
  }),
  handleJob(replayJob, async ({ database, clock, log }, { orgId, scope }, { signal, isLastAttempt }) => {
    try {
      await runInChild({ kind: 'replay', databaseUrl: database.url, orgId, scope, today: await dayOf(database, clock, orgId) }, signal);
    } catch (error) {
      if (!isLastAttempt) throw error;
      log.error({ err: error, orgId }, 'replay failed');
      await withOrg(database.db, orgId, (tx) => inventory.finishReplay(tx, orgId, scope, { errorCode: 'server.failed' }, clock.now()));
    }
  }),
  // A plan says what to do today: with the day it becomes old. Companies that came from an earlier version get their first one here, too.
  handleJob(
    keepPlans,
    async ({ database, jobs, clock }) => {
      for (const { id, timeZone, plannedOn } of await inventory.listPlannedCompanies(database.owner)) {
        const orgId = OrgId.parse(id);
        if (plannedOn !== today(clock, timeZone)) await withOrg(database.db, orgId, (tx) => queuePlan(tx, jobs, orgId));
      }
    },
    { crontab: '*/5 * * * *' },
  ),
];

/** What is sold out, or will be before a delivery could come. */
async function sumUrgent(tx: Tx, orgId: OrgId): Promise<{ outOfStock: number; runningOut: number; atStakeMinor: number }> {
  const { exceptions } = await inventory.sumInventory(tx, orgId);
  const of = (name: string) => exceptions.find(({ exception }) => exception === name);
  return { outOfStock: of('out_of_stock')?.items ?? 0, runningOut: of('running_out')?.items ?? 0, atStakeMinor: (of('out_of_stock')?.atStakeMinor ?? 0) + (of('running_out')?.atStakeMinor ?? 0) };
}

async function dayOf({ db }: Database, clock: Clock, orgId: OrgId): Promise<string> {
  return today(clock, await withOrg(db, orgId, (tx) => training.getTimeZone(tx, orgId)));
}
