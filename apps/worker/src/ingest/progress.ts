import { ingest } from '@almanac/data';
import type { ImportPhase, ImportStatus } from '@almanac/data/contract';
import type { ImportServices } from './check';
import type { ImportRef } from './steps';

const EVERY_MS = 500;

type Patch = { readonly phase?: ImportPhase; readonly lineCount?: number };

/** Writes down the phase of an import's transaction on a connection of its own: nobody sees inside the transaction. */
export const phaseWriter = (services: ImportServices, ref: ImportRef, status: ImportStatus) => {
  const write = progressWriter(services, ref, status);
  return (phase: ImportPhase) => void write({ phase });
};

/** Writes down, now and then, how many lines a check has read. */
export function lineWriter(services: ImportServices, ref: ImportRef, status: ImportStatus): (lines: number) => void {
  const write = progressWriter(services, ref, status);
  let last = performance.now();
  return (lineCount) => {
    if (performance.now() - last < EVERY_MS) return;
    last = performance.now();
    void write({ lineCount });
  };
}

/** Only while the import is in the status: what comes late must not spoil the outcome. */
function progressWriter({ database, log }: ImportServices, { orgId, importId }: ImportRef, status: ImportStatus) {
  return (patch: Patch) => ingest.updateImportIn(database.owner, orgId, importId, [status], patch).catch((error: unknown) => log.warn({ err: error, importId }, 'progress was not stored'));
}
