import { bigint, boolean, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { organizations } from './auth';

const orgId = () =>
  text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });
const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const capability = pgEnum('capability', ['forecast', 'recommend', 'churn']);
export const runStatus = pgEnum('run_status', ['queued', 'running', 'succeeded', 'failed', 'cancelled']);

/** One fit: what it was asked, what it read (by hash), where it ran, how it ended. */
export const trainingRuns = pgTable(
  'training_runs',
  {
    orgId: orgId(),
    id: uuid().notNull().defaultRandom(),
    capability: capability().notNull(),
    status: runStatus().notNull().default('queued'),
    params: jsonb().notNull(),
    seed: integer().notNull(),
    dataHash: text(),
    backend: text(),
    device: text(),
    workerId: text(),
    attempt: integer().notNull().default(0),
    progress: jsonb(),
    seriesCount: integer(),
    champion: jsonb(),
    peakMemoryMb: integer(),
    errorCode: text(),
    errorParams: jsonb(),
    requestedBy: text(),
    /** Why it was started where nobody asked for it: the night, or what had moved. */
    cause: jsonb(),
    cancelRequestedAt: instant(),
    queuedAt: instant().notNull().defaultNow(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('training_runs_queued').on(t.orgId, t.capability, t.queuedAt), index('training_runs_status').on(t.status)],
);

/** The run whose predictions are shown, per capability and frequency. */
export const servingRuns = pgTable(
  'serving_runs',
  { orgId: orgId(), capability: capability().notNull(), frequency: text().notNull(), runId: uuid().notNull(), promotedAt: instant().notNull().defaultNow(), /** Who chose this run by hand; newer runs then wait. */ chosenBy: text() },
  (t) => [primaryKey({ columns: [t.orgId, t.capability, t.frequency] })],
);

export const trainingSchedules = pgTable(
  'training_schedules',
  { orgId: orgId(), capability: capability().notNull(), isNightly: boolean().notNull(), /** Trains when the data have moved. */ onDrift: boolean().notNull().default(false), hour: integer().notNull().default(2), lastQueuedOn: text() },
  (t) => [primaryKey({ columns: [t.orgId, t.capability] })],
);

/** Workers that are alive; the jobs of one whose beat is old are released. Not an organization's data. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  workerId: text().primaryKey(),
  host: text().notNull(),
  pid: bigint({ mode: 'number' }).notNull(),
  roles: text().notNull(),
  startedAt: instant().notNull().defaultNow(),
  beatAt: instant().notNull().defaultNow(),
});
