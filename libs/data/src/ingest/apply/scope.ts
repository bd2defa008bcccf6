import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import type { ImportId, OrgId } from '../../contract/ids';
import type { ImportPhase } from '../../contract/terms';

/** One import of one company, whose rows an apply step writes. */
export interface ImportScope {
  readonly orgId: OrgId;
  readonly importId: ImportId;
  readonly currencyDigits: number;
  /** The company's calendar day, `YYYY-MM-DD`. */
  readonly today: string;
  /** Told when a part of the work begins. */
  readonly onPhase?: (phase: ImportPhase) => void;
}

export interface AppliedCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Number of rows a statement wrote. */
export async function execute(tx: Tx, statement: SQL): Promise<number> {
  const result = await tx.execute(statement);
  return result.count;
}

/** From so many lines on an import reads whole tables faster than it looks rows up. */
const MANY_LINES = 20_000;

/** Waits until no other import of the company writes, and keeps others out until the transaction ends. */
export async function holdCompany(tx: Tx, orgId: OrgId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ingest ${orgId}`}, 0))`);
}

/**
 * Lets one import of a company write at a time, lets its sorts and joins stay in memory, and pins the text form of dates
 * that line hashes use. Right after a large load the planner has no figures and would look up each of a million rows in
 * a loop (ten minutes where a hash join takes a second), so for many lines loops are off.
 */
export async function prepareTransaction(tx: Tx, orgId: OrgId, lines: number): Promise<void> {
  await holdCompany(tx, orgId);
  await tx.execute(sql`set local work_mem = '128MB'`);
  await tx.execute(sql`set local jit = off`);
  await tx.execute(sql`set local datestyle = 'ISO'`);
  if (lines > MANY_LINES) await tx.execute(sql`set local enable_nestloop = off`);
}
