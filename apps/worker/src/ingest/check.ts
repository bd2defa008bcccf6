import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ingest, privacy, schema, withOrg } from '@almanac/data';
import { ColumnMapping, DomainError, FileFormat, minorUnitsOf, type AfterCheck, type ImportId, type OrgId } from '@almanac/data/contract';
import { eq } from 'drizzle-orm';
import { today, type Clock } from '../platform/clock';
import type { Services } from '../platform/context';
import type { EventBus } from '../platform/bus';
import { ProblemList } from './problem-list';
import { lineWriter } from './progress';
import { beginApply, markDiscarded, type ImportRef } from './steps';

/** What working on an import takes. */
export interface ImportServices extends Pick<Services, 'database' | 'files' | 'jobs' | 'clock' | 'log'> {
  readonly bus: Pick<EventBus, 'publish'>;
}

/**
 * Reads an import's file from end to end, lists every problem and stages the good lines. Writes nothing that anybody
 * else sees before it is through; may run again at any time. What is to follow by itself is asked for with the outcome.
 * @throws DomainError when the file cannot be read at all
 */
export async function runCheck(services: ImportServices, ref: ImportRef, then?: AfterCheck): Promise<void> {
  const { database, bus, files } = services;
  const found = await withOrg(database.db, ref.orgId, (tx) => ingest.getImport(tx, ref.orgId, ref.importId));
  if (found.status !== 'checking') return; // decided by an earlier run of the job
  const { counts, problems, format, mapping } = await stage(services, ref, found, lineWriter(services, ref, 'checking'));
  const isDiscarded = await withOrg(database.db, ref.orgId, async (tx) => {
    await ingest.lockImport(tx, ref.orgId, ref.importId, ['checking']);
    await ingest.replaceProblems(tx, ref.orgId, ref.importId, problems.first.toSorted((a, b) => a.line - b.line));
    const contents = found.kind === 'sales' ? await ingest.describeStagedSales(tx, ref.orgId, ref.importId) : undefined;
    await ingest.updateImport(tx, ref.orgId, ref.importId, {
      status: problems.count === 0 ? 'ready' : 'has_problems',
      lineCount: counts.lines,
      goodCount: counts.good,
      problemCount: problems.count,
      problemsKey: problems.key,
      contents: contents ?? null,
      format,
      mapping,
    });
    await bus.publish(tx, { orgId: ref.orgId, topic: 'import', id: ref.importId });
    if (then === 'discard' || (then === 'all' && problems.count > 0)) return markDiscarded(tx, services, ref);
    if (then !== undefined && counts.good === 0) await ingest.updateImport(tx, ref.orgId, ref.importId, { status: 'failed', errorCode: 'import.no_good_lines', errorParams: {} });
    else if (then !== undefined) await beginApply(tx, services, ref, then);
    return undefined;
  });
  if (isDiscarded) await files.remove(found.storageKey);
}

/** Fills the staging table from the file, as the import says it is to be read. */
export async function stage({ database, files, clock }: Pick<ImportServices, 'database' | 'files' | 'clock'>, { orgId, importId }: ImportRef, row: ingest.Import, onLines?: (lines: number) => void) {
  const path = files.path(row.storageKey);
  if (!fs.existsSync(path)) throw new DomainError('import.file_gone');
  if ((await hashOf(files.read(row.storageKey))) !== row.sha256) throw new DomainError('import.file_damaged');
  const chosen = FileFormat.partial().parse(row.format ?? {});
  const given = row.mapping === null ? undefined : ColumnMapping.parse(row.mapping);
  const { container, format, columns, mapping } = await ingest.inspectFile(path, { kind: row.kind, format: chosen, mapping: given });
  ingest.assertMapping(row.kind, columns, mapping);
  const problems = new ProblemList(files, problemsKey(orgId, importId));
  try {
    const setting = await settingOf(database, clock, orgId);
    const seal = await withOrg(database.db, orgId, (tx) => privacy.createCodeSeal(tx, orgId));
    const counts = await ingest.stageFile(database, { orgId, importId, kind: row.kind, path, container, format, columns, mapping, ...setting, seal, onLines }, problems);
    await problems.close();
    return { counts, problems, format, mapping };
  } catch (error) {
    await problems.abort();
    throw error;
  }
}

async function hashOf(content: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content, hash);
  return hash.digest('hex');
}

/** The company's day and currency, which the meaning of dates and prices depends on. */
export async function settingOf(database: Services['database'], clock: Clock, orgId: OrgId): Promise<{ today: string; currencyDigits: number }> {
  const [org] = await database.owner.select().from(schema.organizations).where(eq(schema.organizations.id, orgId));
  if (org === undefined) throw new DomainError('not_found', { what: 'organization', key: orgId });
  return { today: today(clock, org.timeZone), currencyDigits: Math.round(Math.log10(minorUnitsOf(org.currency))) };
}

export const uploadKey = (orgId: OrgId, importId: ImportId) => `${orgId}/imports/${importId}`;
const problemsKey = (orgId: OrgId, importId: ImportId) => `${orgId}/imports/${importId}-problems.csv`;
/** What the file store may hold of an import. */
export const filesOf = (orgId: OrgId, importId: ImportId) => [uploadKey(orgId, importId), problemsKey(orgId, importId)];
