import { ingest, withOrg } from '@almanac/data';
import { DomainError, ImportId, OrgId } from '@almanac/data/contract';
import { z } from 'zod';
import type { Services } from '../platform/context';
import { defineJob, handleJob, type JobHandler, type JobRun } from '../platform/queue';
import { runApply } from './apply';
import { runCheck, type ImportRef } from './check';

const ImportPayload = z.object({ orgId: OrgId, importId: ImportId });

export const checkImportJob = defineJob('check-import', ImportPayload);
export const applyImportJob = defineJob('apply-import', ImportPayload);

export const importJobs: readonly JobHandler[] = [
  handleJob(checkImportJob, (services, ref, run) => settle(services, ref, run, () => runCheck(services, ref))),
  handleJob(applyImportJob, (services, ref, run) => settle(services, ref, run, () => runApply(services, ref))),
];

/** Ends an import as failed, with its reason, when trying again cannot help. */
async function settle(services: Services, ref: ImportRef, run: JobRun, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DomainError) && !run.isLastAttempt) throw error;
    services.log.error({ err: error, ...ref }, 'import failed');
    const reason = error instanceof DomainError ? error : new DomainError('server.failed');
    await withOrg(services.database.db, ref.orgId, async (tx) => {
      const row = await ingest.getImport(tx, ref.orgId, ref.importId);
      if (row.status !== 'checking' && row.status !== 'applying') return;
      await ingest.updateImport(tx, ref.orgId, ref.importId, { status: 'failed', errorCode: reason.code, errorParams: reason.params });
      await services.bus.publish(tx, { ...ref, id: ref.importId, topic: 'import' });
    });
  }
}
