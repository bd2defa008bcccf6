import { inventory, training, withOrg } from '@almanac/data';
import { OrgId } from '@almanac/data/contract';
import { z } from 'zod';
import { today } from '../platform/clock';
import { defineJob, handleJob, type JobHandler } from '../platform/queue';
import { runInChild } from './child-task';
import { planJob, queuePlan } from './plan-job';

const keepPlans = defineJob('keep-inventory-plans', z.object({}));

export const inventoryJobs: readonly JobHandler[] = [
  handleJob(planJob, async ({ database, clock }, { orgId }, { signal }) => {
    const timeZone = await withOrg(database.db, orgId, (tx) => training.getTimeZone(tx, orgId));
    await runInChild({ kind: 'plan', databaseUrl: database.url, orgId, today: today(clock, timeZone) }, signal);
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
