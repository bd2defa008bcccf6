import { ingest, withOrg } from '@almanac/data';
import { queuePlan } from '../inventory/index';
import { settingOf, type ImportServices } from './check';
import { phaseWriter } from './progress';
import type { ImportRef } from './steps';

/** Takes an import back in one transaction: whole or not at all, and once, however often it runs. */
export async function runUndo(services: ImportServices, ref: ImportRef): Promise<void> {
  const { database, bus, clock, log } = services;
  const { orgId, importId } = ref;
  const setting = await settingOf(database, clock, orgId);
  const isUndone = await withOrg(database.db, orgId, async (tx) => {
    await ingest.holdCompany(tx, orgId);
    const row = await ingest.getImport(tx, orgId, importId);
    if (row.status !== 'undoing') return false; // an earlier run of the job has decided it
    await ingest.undoImport(tx, { orgId, importId, ...setting, onPhase: phaseWriter(services, ref, 'undoing') }, row.kind, row.insertedCount);
    await ingest.updateImport(tx, orgId, importId, { status: 'undone', phase: null, finishedAt: clock.now() });
    await bus.publish(tx, { orgId, topic: 'import', id: importId });
    await queuePlan(tx, services.jobs, orgId);
    return true;
  });
  if (isUndone) log.info({ orgId, importId }, 'import undone');
}
