import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ingest, withOrg } from '@almanac/data';
import {
  ColumnMapping,
  DomainError,
  FileFormat,
  ImportId,
  errorStatus,
  type ApplyImport,
  type CheckImport,
  type ErrorCode,
  type ImportKey,
  type ImportKind,
  type ImportPreview,
  type ListImports,
  type OrgId,
  type PreviewImport,
} from '@almanac/data/contract';
import { z } from 'zod';
import type { OrgContext } from '../platform/context';
import { settingOf, uploadKey, type ImportServices } from './check';
import { applyImportJob, checkImportJob } from './jobs';

const SHOWN_PROBLEMS = 1_000;
/** Both jobs may run any number of times, and a crash of the worker or of Postgres takes one try each. */
const ATTEMPTS = 10;
const OPEN = ['uploaded', 'has_problems', 'ready', 'failed'] as const;

export interface NewUpload {
  readonly kind: ImportKind;
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly createdBy: string | null;
}

/**
 * Stores a file and looks at it, so that what is no table is turned away at once.
 * @throws DomainError when it cannot be read; nothing is kept then
 */
export async function storeUpload({ files, database }: Pick<ImportServices, 'files' | 'database'>, orgId: OrgId, { kind, name, content, createdBy }: NewUpload): Promise<ImportId> {
  const importId = ImportId.parse(randomUUID());
  const storageKey = uploadKey(orgId, importId);
  const { size, sha256 } = await files.write(storageKey, Readable.from(withoutNoise(content)));
  try {
    await ingest.inspectFile(files.path(storageKey), { kind });
    await withOrg(database.db, orgId, (tx) => ingest.insertImport(tx, { orgId, id: importId, kind, fileName: name, fileSize: size, sha256, storageKey, createdBy }));
  } catch (error) {
    await files.remove(storageKey);
    throw error;
  }
  return importId;
}

/** Lets a table through. Of anything else nothing is kept, but all is read: a sender cut off in the middle hears no reason. */
async function* withoutNoise(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let refusal: unknown;
  let isFirst = true;
  for await (const chunk of content) {
    try {
      if (isFirst) ingest.assertTableHead(Buffer.from(chunk));
    } catch (error) {
      refusal = error;
    }
    isFirst = false;
    if (refusal === undefined) yield chunk;
  }
  if (refusal !== undefined) throw refusal;
}

export async function listImports({ database, orgId }: OrgContext, { limit }: ListImports) {
  const rows = await withOrg(database.db, orgId, (tx) => ingest.listImports(tx, orgId, limit));
  return rows.map(describe);
}

export async function getImport({ database, orgId }: OrgContext, { importId }: ImportKey) {
  return withOrg(database.db, orgId, async (tx) => {
    const row = await ingest.getImport(tx, orgId, importId);
    const twin = await ingest.findAppliedTwin(tx, orgId, row);
    const problems = await ingest.listProblems(tx, orgId, importId, SHOWN_PROBLEMS);
    return { ...describe(row), problems, appliedTwin: twin === undefined ? null : { id: twin.id, fileName: twin.fileName, appliedAt: twin.finishedAt } };
  });
}

export async function previewImport({ database, files, orgId }: OrgContext, { importId, mapping, format }: PreviewImport): Promise<ImportPreview> {
  const row = await withOrg(database.db, orgId, (tx) => ingest.getImport(tx, orgId, importId));
  const chosen = { ...FileFormat.partial().parse(row.format ?? {}), ...format };
  const known = row.mapping === null ? undefined : ColumnMapping.parse(row.mapping);
  return (await ingest.inspectFile(files.path(row.storageKey), { kind: row.kind, format: chosen, mapping: mapping ?? known })).preview;
}

export async function checkImport({ database, jobs, bus, orgId }: OrgContext, { importId, kind, mapping, format }: CheckImport): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const row = await ingest.lockImport(tx, orgId, importId, OPEN);
    await ingest.updateImport(tx, orgId, importId, { status: 'checking', kind: kind ?? row.kind, mapping, format: format ?? row.format, errorCode: null, errorParams: null });
    await jobs.send(tx, checkImportJob, { orgId, importId }, { maxAttempts: ATTEMPTS });
    await bus.publish(tx, { orgId, topic: 'import', id: importId });
  });
}

export async function applyImport({ database, jobs, bus, orgId }: OrgContext, { importId, mode }: ApplyImport): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const row = await ingest.lockImport(tx, orgId, importId, ['ready', 'has_problems']);
    if (row.status === 'has_problems' && mode === 'all') throw new DomainError('import.has_problems', { problems: row.problemCount });
    if (row.goodCount === 0) throw new DomainError('import.no_good_lines');
    await ingest.updateImport(tx, orgId, importId, { status: 'applying', mode });
    await jobs.send(tx, applyImportJob, { orgId, importId }, { maxAttempts: ATTEMPTS });
    await bus.publish(tx, { orgId, topic: 'import', id: importId });
  });
}

export async function undoImport({ database, clock, bus, orgId }: Pick<OrgContext, 'database' | 'clock' | 'bus' | 'orgId'>, { importId }: ImportKey): Promise<void> {
  const setting = await settingOf(database, clock, orgId);
  await withOrg(database.db, orgId, async (tx) => {
    const row = await ingest.lockImport(tx, orgId, importId, ['applied']);
    await ingest.undoImport(tx, { orgId, importId, ...setting }, row.kind, row.insertedCount);
    await ingest.updateImport(tx, orgId, importId, { status: 'undone' });
    await bus.publish(tx, { orgId, topic: 'import', id: importId });
  });
}

export async function discardImport({ database, files, bus, orgId }: Pick<OrgContext, 'database' | 'files' | 'orgId'> & Pick<ImportServices, 'bus'>, { importId }: ImportKey): Promise<void> {
  const row = await withOrg(database.db, orgId, async (tx) => {
    const found = await ingest.lockImport(tx, orgId, importId, OPEN);
    await ingest.updateImport(tx, orgId, importId, { status: 'discarded' });
    await ingest.clearStaged(tx, orgId, importId);
    await bus.publish(tx, { orgId, topic: 'import', id: importId });
    return found;
  });
  await files.remove(row.storageKey);
}

/** Key of the list of all problems in the file store. */
export async function getProblemsKey({ database, orgId }: OrgContext, { importId }: ImportKey): Promise<{ key: string; fileName: string }> {
  const row = await withOrg(database.db, orgId, (tx) => ingest.getImport(tx, orgId, importId));
  if (row.problemsKey === null) throw new DomainError('import.not_found');
  return { key: row.problemsKey, fileName: row.fileName };
}

const ErrorParams = z.record(z.string(), z.union([z.string(), z.number()])).catch({});

/** An import as people see it: without where its file lies. */
export function describe(row: ingest.Import) {
  const error = row.errorCode === null ? null : { code: isErrorCode(row.errorCode) ? row.errorCode : 'server.failed', params: ErrorParams.parse(row.errorParams ?? {}) };
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    fileName: row.fileName,
    fileSize: row.fileSize,
    mode: row.mode,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    counts: { lines: row.lineCount, good: row.goodCount, problems: row.problemCount, inserted: row.insertedCount, updated: row.updatedCount, unchanged: row.unchangedCount },
    error: error as { code: ErrorCode; params: Record<string, string | number> } | null,
  };
}

const isErrorCode = (code: string): code is ErrorCode => code in errorStatus;
