import { inventory, training, withOrg, type Database } from '@almanac/data';
import { OrgId } from '@almanac/data/contract';
import { z } from 'zod';
import { today, type Clock } from '../platform/clock';
import { defineJob, handleJob, type JobHandler } from '../platform/queue';
import { runInChild } from './child-task';
import { planJob, queuePlan, replayJob } from './plan-job';
import { proveOnce } from './replay';

const keepPlans = defineJob('keep-inventory-plans', z.object({}));

export const inventoryJobs: readonly JobHandler[] = [
  handleJob(planJob, async ({ database, jobs, clock }, { orgId }, { signal }) => {
    await runInChild({ kind: 'plan', databaseUrl: database.url, orgId, today: await dayOf(database, clock, orgId) }, signal);
    await withOrg(database.db, orgId, (tx) => proveOnce(tx, jobs, orgId, clock.now()));
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

async function dayOf({ db }: Database, clock: Clock, orgId: OrgId): Promise<string> {
  return today(clock, await withOrg(db, orgId, (tx) => training.getTimeZone(tx, orgId)));
}
