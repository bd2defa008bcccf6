import { ingest, withOrg } from '@almanac/data';
import { DomainError, type ImportStatus } from '@almanac/data/contract';
import type { Services } from '../platform/context';
import { tellFullDisk } from '../platform/disk';
import { handleJob, type JobHandler, type JobRun } from '../platform/queue';
import { tell } from '../webhooks/index';
import { runApply } from './apply';
import { runCheck } from './check';
import { applyImportJob, checkImportJob, undoImportJob, type ImportRef } from './steps';
import { runUndo } from './undo';

export const importJobs: readonly JobHandler[] = [
  handleJob(checkImportJob, (services, { then, ...ref }, run) => settle(services, ref, run, () => runCheck(services, ref, then))),
  handleJob(applyImportJob, (services, ref, run) => settle(services, ref, run, () => runApply(services, ref))),
  handleJob(undoImportJob, (services, ref, run) => settle(services, ref, run, () => runUndo(services, ref))),
];

/** Where a step that cannot be done leaves its import: what was to be undone is still there. */
const givenUp: Readonly<Partial<Record<ImportStatus, ImportStatus>>> = { checking: 'failed', applying: 'failed', undoing: 'applied' };

/** Ends a step with its reason when trying again cannot help. */
async function settle(services: Services, ref: ImportRef, run: JobRun, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const error = tellFullDisk(thrown);
    if (!(error instanceof DomainError) && !run.isLastAttempt) throw error;
    const isRefusal = error instanceof DomainError;
    services.log[isRefusal ? 'info' : 'error']({ err: error, ...ref }, 'import failed');
    const { code, params } = isRefusal ? error : new DomainError('server.failed');
    await withOrg(services.database.db, ref.orgId, async (tx) => {
      for (const [from, to] of Object.entries(givenUp) as [ImportStatus, ImportStatus][]) {
        if (await ingest.updateImportIn(tx, ref.orgId, ref.importId, [from], { status: to, phase: null, errorCode: code, errorParams: params })) {
          if (to === 'failed') await tell(tx, services.jobs, ref.orgId, 'import.failed', { page: `/data/${ref.importId}`, importId: ref.importId, code });
          break;
        }
      }
      await services.bus.publish(tx, { ...ref, id: ref.importId, topic: 'import' });
    });
  }
}
