import { ingest, schema, withOrg } from '@almanac/data';
import { ColumnMapping, DomainError, FileFormat, minorUnitsOf, type ImportId, type OrgId, type RowProblem } from '@almanac/data/contract';
import { eq } from 'drizzle-orm';
import { today, type Clock } from '../platform/clock';
import type { Services } from '../platform/context';
import type { EventBus } from '../platform/bus';
import { ProblemList } from './problem-list';

/** What working on an import takes; the command line has no queue. */
export interface ImportServices extends Pick<Services, 'database' | 'files' | 'clock' | 'log'> {
  readonly bus: Pick<EventBus, 'publish'>;
}

export interface ImportRef {
  readonly orgId: OrgId;
  readonly importId: ImportId;
}

interface CheckOptions {
  /** The status that waits for this check: a command has no job that would take a `checking` import up again. */
  readonly expected?: 'checking' | 'uploaded';
  readonly onProblem?: (problem: RowProblem) => void;
}

/**
 * Reads an import's file from end to end, lists every problem and stages the good lines. Writes nothing that anybody
 * else sees before it is through; may run again at any time.
 * @throws DomainError when the file cannot be read at all
 */
export async function runCheck(services: ImportServices, ref: ImportRef, { expected = 'checking', onProblem }: CheckOptions = {}): Promise<ingest.Import> {
  const { database, bus } = services;
  const found = await withOrg(database.db, ref.orgId, (tx) => ingest.getImport(tx, ref.orgId, ref.importId));
  if (found.status !== expected) return found; // decided by an earlier run of the job
  const { counts, problems, format, mapping } = await stage(services, ref, found, onProblem);
  return withOrg(database.db, ref.orgId, async (tx) => {
    await ingest.lockImport(tx, ref.orgId, ref.importId, [expected]);
    await ingest.replaceProblems(tx, ref.orgId, ref.importId, problems.first);
    await ingest.updateImport(tx, ref.orgId, ref.importId, {
      status: problems.count === 0 ? 'ready' : 'has_problems',
      lineCount: counts.lines,
      goodCount: counts.good,
      problemCount: problems.count,
      problemsKey: problems.key,
      format,
      mapping,
    });
    await bus.publish(tx, { orgId: ref.orgId, topic: 'import', id: ref.importId });
    return ingest.getImport(tx, ref.orgId, ref.importId);
  });
}

/** Fills the staging table from the file, as the import says it is to be read. */
export async function stage({ database, files, clock }: Pick<ImportServices, 'database' | 'files' | 'clock'>, { orgId, importId }: ImportRef, row: ingest.Import, onProblem?: (problem: RowProblem) => void) {
  const path = files.path(row.storageKey);
  const chosen = FileFormat.partial().parse(row.format ?? {});
  const given = row.mapping === null ? undefined : ColumnMapping.parse(row.mapping);
  const { container, format, columns, mapping } = await ingest.inspectFile(path, { kind: row.kind, format: chosen, mapping: given });
  ingest.assertMapping(row.kind, columns, mapping);
  const problems = new ProblemList(files, problemsKey(orgId, importId), onProblem);
  try {
    const setting = await settingOf(database, clock, orgId);
    const counts = await ingest.stageFile(database, { orgId, importId, kind: row.kind, path, container, format, columns, mapping, ...setting }, problems);
    await problems.close();
    return { counts, problems, format, mapping };
  } catch (error) {
    await problems.abort();
    throw error;
  }
}

/** The company's day and currency, which the meaning of dates and prices depends on. */
export async function settingOf(database: Services['database'], clock: Clock, orgId: OrgId): Promise<{ today: string; currencyDigits: number }> {
  const [org] = await database.owner.select().from(schema.organizations).where(eq(schema.organizations.id, orgId));
  if (org === undefined) throw new DomainError('not_found', { what: 'organization', key: orgId });
  return { today: today(clock, org.timeZone), currencyDigits: Math.round(Math.log10(minorUnitsOf(org.currency))) };
}

export const uploadKey = (orgId: OrgId, importId: ImportId) => `${orgId}/imports/${importId}`;
const problemsKey = (orgId: OrgId, importId: ImportId) => `${orgId}/imports/${importId}-problems.csv`;
