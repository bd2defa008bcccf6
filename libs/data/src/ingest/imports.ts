import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import { DomainError } from '../contract/errors';
import type { ImportId, OrgId } from '../contract/ids';
import type { RowProblem } from '../contract/ingest';
import type { ImportStatus } from '../contract/terms';
import { importProblems, imports, stagedRecords, stagedSales } from '../schema/ingest';

export type Import = typeof imports.$inferSelect;
type NewImport = Pick<Import, 'orgId' | 'id' | 'kind' | 'fileName' | 'fileSize' | 'sha256' | 'storageKey' | 'createdBy'>;
type ImportPatch = Partial<Omit<Import, 'orgId' | 'id'>>;

export async function insertImport(db: Queryable, row: NewImport): Promise<void> {
  await db.insert(imports).values(row);
}

export function listImports(db: Queryable, orgId: OrgId, limit: number): Promise<Import[]> {
  return db.select().from(imports).where(eq(imports.orgId, orgId)).orderBy(desc(imports.createdAt), desc(imports.id)).limit(limit);
}

/** @throws DomainError when the company has no such import */
export async function getImport(db: Queryable, orgId: OrgId, importId: ImportId): Promise<Import> {
  const [found] = await db.select().from(imports).where(and(eq(imports.orgId, orgId), eq(imports.id, importId)));
  if (found === undefined) throw new DomainError('import.not_found');
  return found;
}

/**
 * The import, held until the transaction ends so that nobody else moves it on.
 * @throws DomainError when it is missing or in none of the statuses
 */
export async function lockImport(tx: Tx, orgId: OrgId, importId: ImportId, allowed: readonly ImportStatus[]): Promise<Import> {
  const [found] = await tx
    .select()
    .from(imports)
    .where(and(eq(imports.orgId, orgId), eq(imports.id, importId)))
    .for('update');
  if (found === undefined) throw new DomainError('import.not_found');
  if (!allowed.includes(found.status)) throw new DomainError('import.wrong_status', { status: found.status });
  return found;
}

/** Changes an import only while it is in one of the statuses. @returns whether it was */
export async function updateImportIn(db: Queryable, orgId: OrgId, importId: ImportId, statuses: readonly ImportStatus[], patch: ImportPatch): Promise<boolean> {
  const changed = await db
    .update(imports)
    .set(patch)
    .where(and(eq(imports.orgId, orgId), eq(imports.id, importId), inArray(imports.status, [...statuses])));
  return changed.count > 0;
}

export async function updateImport(db: Queryable, orgId: OrgId, importId: ImportId, patch: ImportPatch): Promise<void> {
  await db.update(imports).set(patch).where(and(eq(imports.orgId, orgId), eq(imports.id, importId)));
}

/** An earlier import of the very same file that is applied. */
export async function findAppliedTwin(db: Queryable, orgId: OrgId, { sha256, kind, id }: Pick<Import, 'sha256' | 'kind' | 'id'>): Promise<Import | undefined> {
  const [twin] = await db
    .select()
    .from(imports)
    .where(and(eq(imports.orgId, orgId), eq(imports.sha256, sha256), eq(imports.kind, kind), inArray(imports.status, ['applied']), sql`${imports.id} <> ${id}`))
    .orderBy(asc(imports.createdAt))
    .limit(1);
  return twin;
}

export function listProblems(db: Queryable, orgId: OrgId, importId: ImportId, limit: number): Promise<RowProblem[]> {
  return db
    .select({ line: importProblems.line, column: importProblems.column, code: sql<RowProblem['code']>`${importProblems.code}`, value: importProblems.value })
    .from(importProblems)
    .where(and(eq(importProblems.orgId, orgId), eq(importProblems.importId, importId)))
    .orderBy(importProblems.position)
    .limit(limit);
}

/** Replaces the problems an earlier check found. */
export async function replaceProblems(tx: Tx, orgId: OrgId, importId: ImportId, problems: readonly RowProblem[]): Promise<void> {
  await tx.delete(importProblems).where(and(eq(importProblems.orgId, orgId), eq(importProblems.importId, importId)));
  if (problems.length === 0) return;
  await tx.insert(importProblems).values(problems.map((problem, position) => ({ orgId, importId, position, ...problem })));
}

/** Lines that wait to be applied; fewer than were checked after a crash of the server, which empties unlogged tables. */
export async function countStaged(tx: Tx, orgId: OrgId, importId: ImportId, kind: Import['kind']): Promise<number> {
  const table = kind === 'sales' ? stagedSales : stagedRecords;
  return tx.$count(table, and(eq(table.orgId, orgId), eq(table.importId, importId)));
}

export async function clearStaged(tx: Tx, orgId: OrgId, importId: ImportId): Promise<void> {
  for (const table of [stagedSales, stagedRecords]) await tx.delete(table).where(and(eq(table.orgId, orgId), eq(table.importId, importId)));
}
