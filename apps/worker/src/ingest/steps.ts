import { ingest, type Tx } from '@almanac/data';
import { AfterCheck, DomainError, ImportId, OrgId, type ApplyMode, type ColumnMapping, type FileFormat, type ImportKind } from '@almanac/data/contract';
import { z } from 'zod';
import type { EventBus } from '../platform/bus';
import { defineJob, type JobQueue } from '../platform/queue';

const ImportPayload = z.object({ orgId: OrgId, importId: ImportId });
export type ImportRef = z.output<typeof ImportPayload>;

export const checkImportJob = defineJob('check-import', ImportPayload.extend({ then: z.optional(AfterCheck) }));
export const applyImportJob = defineJob('apply-import', ImportPayload);
export const undoImportJob = defineJob('undo-import', ImportPayload);

/** Every step may run any number of times, and a crash of the worker or of Postgres takes one try each. */
const ATTEMPTS = 10;
export const OPEN = ['uploaded', 'has_problems', 'ready', 'failed'] as const;

interface Senders {
  readonly jobs: Pick<JobQueue, 'send'>;
  readonly bus: Pick<EventBus, 'publish'>;
}

interface CheckOrder {
  readonly kind?: ImportKind | undefined;
  readonly mapping: ColumnMapping;
  readonly format?: Partial<FileFormat> | undefined;
  /** What follows the check by itself; without it somebody looks first. */
  readonly then?: AfterCheck;
}

/** Asks for a check, in the caller's transaction. */
export async function beginCheck(tx: Tx, { jobs, bus }: Senders, ref: ImportRef, { kind, mapping, format, then }: CheckOrder): Promise<void> {
  const row = await ingest.lockImport(tx, ref.orgId, ref.importId, OPEN);
  await ingest.updateImport(tx, ref.orgId, ref.importId, { status: 'checking', kind: kind ?? row.kind, mapping, format: format ?? row.format, lineCount: 0, errorCode: null, errorParams: null });
  await jobs.send(tx, checkImportJob, { ...ref, then }, { maxAttempts: ATTEMPTS });
  await publish(tx, bus, ref);
}

/** @throws DomainError when a line has a problem and all are wanted, or when there is none to write */
export async function beginApply(tx: Tx, { jobs, bus }: Senders, ref: ImportRef, mode: ApplyMode): Promise<void> {
  const row = await ingest.lockImport(tx, ref.orgId, ref.importId, ['ready', 'has_problems']);
  if (row.status === 'has_problems' && mode === 'all') throw new DomainError('import.has_problems', { problems: row.problemCount });
  if (row.goodCount === 0) throw new DomainError('import.no_good_lines');
  await ingest.updateImport(tx, ref.orgId, ref.importId, { status: 'applying', mode });
  await jobs.send(tx, applyImportJob, ref, { maxAttempts: ATTEMPTS });
  await publish(tx, bus, ref);
}

/** @throws DomainError when something later builds on the import */
export async function beginUndo(tx: Tx, { jobs, bus }: Senders, ref: ImportRef): Promise<void> {
  const row = await ingest.lockImport(tx, ref.orgId, ref.importId, ['applied']);
  await ingest.assertUndoable(tx, ref, row.kind);
  await ingest.updateImport(tx, ref.orgId, ref.importId, { status: 'undoing', errorCode: null, errorParams: null });
  await jobs.send(tx, undoImportJob, ref, { maxAttempts: ATTEMPTS });
  await publish(tx, bus, ref);
}

export async function markDiscarded(tx: Tx, { bus }: Pick<Senders, 'bus'>, ref: ImportRef): Promise<ingest.Import> {
  const row = await ingest.lockImport(tx, ref.orgId, ref.importId, OPEN);
  await ingest.updateImport(tx, ref.orgId, ref.importId, { status: 'discarded' });
  await ingest.clearStaged(tx, ref.orgId, ref.importId);
  await publish(tx, bus, ref);
  return row;
}

const publish = (tx: Tx, bus: Senders['bus'], { orgId, importId }: ImportRef) => bus.publish(tx, { orgId, topic: 'import', id: importId });
