import { and, eq, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { TrainingSchedule } from '../contract/training';
import type { Capability } from '../contract/terms';
import { organizations, trainingSchedules } from '../schema/index';

/** One schedule trains all that a company uses; it is kept as the forecast's. */
const isForecast = (orgId: OrgId) => and(eq(trainingSchedules.orgId, orgId), eq(trainingSchedules.capability, 'forecast'));

export async function findSchedule(tx: Tx, orgId: OrgId): Promise<TrainingSchedule | undefined> {
  const [row] = await tx.select({ nightly: trainingSchedules.isNightly, onDrift: trainingSchedules.onDrift, hour: trainingSchedules.hour }).from(trainingSchedules).where(isForecast(orgId));
  return row;
}

/** Sets when a company trains by itself; `doneOn` is the day whose night counts as done. */
export async function upsertSchedule(tx: Tx, orgId: OrgId, { nightly, onDrift, hour }: TrainingSchedule, doneOn: string | undefined): Promise<void> {
  await tx
    .insert(trainingSchedules)
    .values({ orgId, capability: 'forecast', isNightly: nightly, onDrift, hour, lastQueuedOn: doneOn })
    .onConflictDoUpdate({ target: [trainingSchedules.orgId, trainingSchedules.capability], set: { isNightly: nightly, onDrift, hour, lastQueuedOn: doneOn ?? null } });
}

/** Schedules of all companies that train by themselves: for the owner's connection. */
export function listActiveSchedules(owner: Queryable) {
  return owner
    .select({ orgId: trainingSchedules.orgId, isNightly: trainingSchedules.isNightly, hour: trainingSchedules.hour, lastQueuedOn: trainingSchedules.lastQueuedOn, timeZone: organizations.timeZone })
    .from(trainingSchedules)
    .innerJoin(organizations, eq(organizations.id, trainingSchedules.orgId))
    .where(and(or(trainingSchedules.isNightly, trainingSchedules.onDrift), eq(trainingSchedules.capability, 'forecast')))
    .orderBy(trainingSchedules.orgId);
}

/** Takes a night for the caller. @returns false when somebody else has it */
export async function takeNight(tx: Tx, orgId: OrgId, day: string): Promise<boolean> {
  const rows = await tx
    .update(trainingSchedules)
    .set({ lastQueuedOn: day })
    .where(and(isForecast(orgId), sql`${trainingSchedules.lastQueuedOn} is distinct from ${day}`))
    .returning({ orgId: trainingSchedules.orgId });
  return rows.length > 0;
}

/** What is shown to a company: capabilities with the frequency of their runs (`all` where there is none), weekly forecasts before daily ones. */
export async function listServed(tx: Tx, orgId: OrgId): Promise<{ capability: Capability; frequency: string }[]> {
  return tx.execute<{ capability: Capability; frequency: string }>(sql`select capability, frequency from serving_runs where org_id = ${orgId} order by capability, frequency desc`);
}

export async function getTimeZone(tx: Tx, orgId: OrgId): Promise<string> {
  const [row] = await tx.select({ timeZone: organizations.timeZone }).from(organizations).where(eq(organizations.id, orgId));
  return row!.timeZone; // row-level security shows the transaction its own company
}
