import { training, withOrg, type Tx } from '@almanac/data';
import { DomainError, OrgId, StartTraining, type Capability, type RunCause, type TrainingSchedule } from '@almanac/data/contract';
import { findShifted } from '../monitoring/index';
import { addDays } from '../platform/calendar';
import { today, type Clock } from '../platform/clock';
import type { OrgContext, Services } from '../platform/context';
import { queueRun } from './start';

const NEVER: TrainingSchedule = { nightly: false, onDrift: false, hour: 2 };

export function getSchedule({ database, orgId }: OrgContext): Promise<TrainingSchedule> {
  return withOrg(database.db, orgId, async (tx) => (await training.findSchedule(tx, orgId)) ?? NEVER);
}

/** From the next time the clock strikes the hour on; a night whose hour has passed counts as done. */
export async function setSchedule({ database, orgId, org, clock }: OrgContext, schedule: TrainingSchedule): Promise<TrainingSchedule> {
  const day = today(clock, org.timeZone);
  const doneOn = hourOf(clock, org.timeZone) >= schedule.hour ? day : addDays(day, -1);
  await withOrg(database.db, orgId, (tx) => training.upsertSchedule(tx, orgId, schedule, doneOn));
  return schedule;
}

/** Queues runs for every company whose hour has come today and that has none yet; a worker that was off catches up. Some train every night, others only what has moved. */
export async function queueScheduledRuns(services: Services): Promise<void> {
  const { database, clock, log } = services;
  for (const schedule of await training.listActiveSchedules(database.owner)) {
    const orgId = OrgId.parse(schedule.orgId);
    const day = today(clock, schedule.timeZone);
    if (schedule.lastQueuedOn === day || hourOf(clock, schedule.timeZone) < schedule.hour) continue;
    await withOrg(database.db, orgId, async (tx) => {
      if (!(await training.takeNight(tx, orgId, day))) return;
      for (const { input, cause } of schedule.isNightly ? await nightlyRuns(tx, orgId) : await driftedRuns(tx, orgId, day)) {
        try {
          await queueRun(tx, services, { orgId, today: day, input, requestedBy: undefined, cause });
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          log.info({ orgId, capability: input.capability, code: error.code }, 'no nightly run'); // no sales yet, or somebody has just started one
        }
      }
    });
  }
}

/** All that the company uses is trained again; of one that has nothing yet, the weekly forecast. */
async function nightlyRuns(tx: Tx, orgId: OrgId): Promise<CausedRun[]> {
  const served = await training.listServed(tx, orgId);
  const inputs = served.length === 0 ? [StartTraining.parse({ capability: 'forecast' })] : served.map(inputOf);
  return inputs.map((input) => ({ input, cause: { kind: 'night' } }));
}

/** Of what the company uses, what the sales since have moved away from. */
async function driftedRuns(tx: Tx, orgId: OrgId, today: string): Promise<CausedRun[]> {
  const runs: CausedRun[] = [];
  for (const served of await training.listServed(tx, orgId)) {
    const moved = await findShifted(tx, orgId, served, addDays(today, -1));
    if (moved !== undefined) runs.push({ input: inputOf(served), cause: { kind: 'drift', feature: moved.feature, index: Math.round(moved.index * 100) / 100 } });
  }
  return runs;
}

const inputOf = ({ capability, frequency }: { readonly capability: Capability; readonly frequency: string }) => StartTraining.parse(capability === 'forecast' ? { capability, frequency } : { capability });

interface CausedRun {
  readonly input: StartTraining;
  readonly cause: RunCause;
}

function hourOf(clock: Clock, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(clock.now()));
}
