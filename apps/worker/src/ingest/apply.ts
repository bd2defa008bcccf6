import { ingest, withOrg } from '@almanac/data';
import { sql } from 'drizzle-orm';
import { queuePlan } from '../inventory/index';
import { tell } from '../webhooks/index';
import { settingOf, stage, type ImportServices } from './check';
import { phaseWriter } from './progress';
import type { ImportRef } from './steps';

/** From so many new lines on the planner is told at once, not when the server comes to it. */
const MANY_LINES = 5_000;

/**
 * Writes an import's good lines in one transaction: whole or absent, and once, however often it runs. After a crash of
 * the server, which empties the staging table, the file is read again first.
 */
export async function runApply(services: ImportServices, ref: ImportRef): Promise<void> {
  const { database, bus, clock, log } = services;
  const { orgId, importId } = ref;
  const setting = await settingOf(database, clock, orgId);
  await restage(services, ref);
  const applied = await withOrg(database.db, orgId, async (tx) => {
    await ingest.holdCompany(tx, orgId);
    const row = await ingest.getImport(tx, orgId, importId);
    if (row.status !== 'applying') return undefined; // an earlier run of the job has decided it
    const lines = await ingest.countStaged(tx, orgId, importId, row.kind);
    if (lines !== row.goodCount) throw new Error(`import ${importId}: ${lines} of ${row.goodCount} lines are staged`); // tried again
    const { inserted, updated, unchanged, dependsOn } = await ingest.applyStaged(tx, { orgId, importId, ...setting, onPhase: phaseWriter(services, ref, 'applying') }, row.kind, lines);
    await ingest.updateImport(tx, orgId, importId, {
      status: 'applied',
      phase: null,
      insertedCount: inserted,
      updatedCount: updated,
      unchangedCount: unchanged,
      notes: { dependsOn: dependsOn ?? [] },
      finishedAt: clock.now(),
    });
    await bus.publish(tx, { orgId, topic: 'import', id: importId });
    await queuePlan(tx, services.jobs, orgId);
    await tell(tx, services.jobs, orgId, 'import.applied', { page: `/data/${importId}`, importId, kind: row.kind, added: inserted, changed: updated });
    return { inserted, updated, unchanged };
  });
  await withOrg(database.db, orgId, (tx) => ingest.clearStaged(tx, orgId, importId));
  if (applied === undefined) return;
  if (applied.inserted > MANY_LINES) {
    for (const table of ['sales_lines', 'daily_demand', 'series', 'products', 'customers', 'stock_levels']) await database.owner.execute(sql.raw(`analyze ${table}`));
  }
  log.info({ orgId, importId, ...applied }, 'import applied');
}

async function restage(services: ImportServices, ref: ImportRef): Promise<void> {
  const { database } = services;
  const { row, lines } = await withOrg(database.db, ref.orgId, async (tx) => {
    const row = await ingest.getImport(tx, ref.orgId, ref.importId);
    return { row, lines: await ingest.countStaged(tx, ref.orgId, ref.importId, row.kind) };
  });
  if (row.status !== 'applying' || lines === row.goodCount) return;
  const { counts } = await stage(services, ref, row);
  await withOrg(database.db, ref.orgId, (tx) => ingest.updateImport(tx, ref.orgId, ref.importId, { goodCount: counts.good }));
}
