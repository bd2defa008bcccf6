import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { Database, Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { prepareTransaction } from '../ingest/apply/scope';
import * as schema from '../schema/index';
import { deriveDemand } from './derive-demand';
import { simulateCompany } from './simulation';
import { writeCompany } from './write-company';

export interface SeedDemo {
  readonly orgId: OrgId;
  /** Last day of the history in the company's zone, YYYY-MM-DD. */
  readonly asOf: string;
  readonly seed: number;
}

/** Roughly: tells the planner that whole tables are read. */
const USUAL_LINES = 340_000;

/**
 * Fills an empty organization with 30 months of a homeware and tea retailer, whole or not at all. Does nothing where there
 * are products already, so it may run again and at the same time as another.
 * @returns whether it wrote anything
 */
export async function seedDemo({ url }: Pick<Database, 'url'>, { orgId, asOf, seed }: SeedDemo): Promise<boolean> {
  // A connection of its own as the owner: COPY is not allowed under row-level security.
  const client = postgres(url, { max: 1, onnotice: () => undefined, connection: { application_name: 'almanac-demo' } });
  try {
    return await drizzle({ client, schema, casing: 'snake_case' }).transaction(async (tx) => {
      await prepareTransaction(tx, orgId, USUAL_LINES); // takes turns with imports, and with another that seeds
      if (await hasProducts(tx, orgId)) return false;
      await writeCompany(tx, orgId, simulateCompany({ asOf, seed }));
      await deriveDemand(tx, orgId);
      return true;
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function hasProducts(tx: Tx, orgId: OrgId): Promise<boolean> {
  return (await tx.execute(sql`select from products where org_id = ${orgId} limit 1`)).length > 0;
}
