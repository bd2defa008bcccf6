import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import type { ImportId, OrgId } from '../../contract/ids';

/** One import of one company, whose rows an apply step writes. */
export interface ImportScope {
  readonly orgId: OrgId;
  readonly importId: ImportId;
  readonly currencyDigits: number;
  /** The company's calendar day, `YYYY-MM-DD`. */
  readonly today: string;
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

/** Lets the large sorts and joins of an import stay in memory, and pins the text form of dates that line hashes use. */
export async function prepareTransaction(tx: Tx, orgId: OrgId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ingest ${orgId}`}, 0))`);
  await tx.execute(sql`set local work_mem = '128MB'`);
  await tx.execute(sql`set local jit = off`);
  await tx.execute(sql`set local datestyle = 'ISO'`);
}
