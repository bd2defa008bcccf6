import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ingest, withOrg, type Tx } from '@almanac/data';
import {
  ColumnMapping,
  DomainError,
  FileFormat,
  ImportId,
  ImportPhase,
  SalesContents,
  errorStatus,
  type AfterCheck,
  type ApplyImport,
  type AuditAction,
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
import { recordAudit } from '../audit/index';
import type { OrgContext } from '../platform/context';
import { uploadKey, type ImportServices } from './check';
import { beginApply, beginCheck, beginUndo, markDiscarded } from './steps';

const SHOWN_PROBLEMS = 1_000;
/** An upload never changes under its key, and whoever maps its columns asks for a preview at each choice. */
const samples = new ingest.SampleMemory(8);

export interface NewUpload {
  readonly kind: ImportKind;
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly createdBy: string | null;
  /** Goes on without anybody looking at it first. */
  readonly check?: { readonly mapping: ColumnMapping; readonly format: Partial<FileFormat>; readonly then: AfterCheck };
}

/**
 * Stores a file and looks at it, so that what is no table is turned away at once.
 * @throws DomainError when it cannot be read; nothing is kept then
 */
export async function storeUpload(services: Pick<ImportServices, 'files' | 'database' | 'jobs' | 'bus'>, orgId: OrgId, { kind, name, content, createdBy, check }: NewUpload): Promise<ImportId> {
  const { files, database } = services;
  const importId = ImportId.parse(randomUUID());
  const storageKey = uploadKey(orgId, importId);
  const { size, sha256 } = await files.write(storageKey, Readable.from(withoutNoise(content)));
  try {
    await ingest.inspectFile(files.path(storageKey), { kind, samples });
    await withOrg(database.db, orgId, async (tx) => {
      await ingest.insertImport(tx, { orgId, id: importId, kind, fileName: name, fileSize: size, sha256, storageKey, createdBy });
      if (check !== undefined) await beginCheck(tx, services, { orgId, importId }, check);
    });
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
  return (await ingest.inspectFile(files.path(row.storageKey), { kind: row.kind, format: chosen, mapping: mapping ?? known, samples })).preview;
}

export async function checkImport(ctx: OrgContext, { importId, ...order }: CheckImport): Promise<void> {
  await withOrg(ctx.database.db, ctx.orgId, (tx) => beginCheck(tx, ctx, { orgId: ctx.orgId, importId }, order));
}

export async function applyImport(ctx: OrgContext, { importId, mode }: ApplyImport): Promise<void> {
  await withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await beginApply(tx, ctx, { orgId: ctx.orgId, importId }, mode);
    await record(tx, ctx, 'import.applied', importId);
  });
}

export async function undoImport(ctx: OrgContext, { importId }: ImportKey): Promise<void> {
  await withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await beginUndo(tx, ctx, { orgId: ctx.orgId, importId });
    await record(tx, ctx, 'import.undone', importId);
  });
}

export async function discardImport(ctx: OrgContext, { importId }: ImportKey): Promise<void> {
  const row = await withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await record(tx, ctx, 'import.discarded', importId);
    return markDiscarded(tx, ctx, { orgId: ctx.orgId, importId });
  });
  await ctx.files.remove(row.storageKey);
}

async function record(tx: Tx, { orgId, userId }: OrgContext, action: AuditAction, importId: ImportId): Promise<void> {
  const { fileName, kind } = await ingest.getImport(tx, orgId, importId);
  await recordAudit(tx, { orgId, userId, action, subject: fileName, details: { kind } });
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
    phase: z.nullable(ImportPhase).catch(null).parse(row.phase),
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    counts: { lines: row.lineCount, good: row.goodCount, problems: row.problemCount, inserted: row.insertedCount, updated: row.updatedCount, unchanged: row.unchangedCount },
    contents: SalesContents.nullable().catch(null).parse(row.contents),
    error: error as { code: ErrorCode; params: Record<string, string | number> } | null,
  };
}

const isErrorCode = (code: string): code is ErrorCode => code in errorStatus;
