import postgres from 'postgres';
import type { Database } from '../client/database';
import type { OrgId } from '../contract/ids';
import { rebuildDemand } from './rebuild-demand';
import { simulateCompany } from './simulation';
import { writeCompany } from './write-company';

export interface SeedDemo {
  readonly orgId: OrgId;
  /** Last day of the history in the company's zone, YYYY-MM-DD. */
  readonly asOf: string;
  readonly seed: number;
}

/**
 * Fills an empty organization with 30 months of a homeware and tea retailer, whole or not at all. Does nothing where there
 * are products already, so it may run again and at the same time as another.
 * @returns whether it wrote anything
 */
export async function seedDemo({ url }: Pick<Database, 'url'>, { orgId, asOf, seed }: SeedDemo): Promise<boolean> {
  // The owner: row-level security and COPY exclude each other.
  const client = postgres(url, { max: 1, onnotice: () => undefined, connection: { application_name: 'almanac-demo' } });
  try {
    return await client.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`demo ${orgId}`}, 0))`;
      const [existing] = await sql`select from products where org_id = ${orgId} limit 1`;
      if (existing !== undefined) return false;
      await writeCompany(sql, orgId, simulateCompany({ asOf, seed }));
      await rebuildDemand(sql, orgId);
      return true;
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}
