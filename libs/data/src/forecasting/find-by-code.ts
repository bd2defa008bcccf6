import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { SeriesId, type OrgId } from '../contract/ids';

/** The series of a product at a location, by their codes without regard to case. */
export async function findSeriesByCode(tx: Tx, orgId: OrgId, { product, location }: { product: string; location: string }): Promise<SeriesId | undefined> {
  const [row] = await tx.execute<{ id: number }>(sql`
    select s.id::int as id from series s
    join products p on p.org_id = s.org_id and p.id = s.product_id
    join locations l on l.org_id = s.org_id and l.id = s.location_id
    where s.org_id = ${orgId} and p.code in (${product}, upper(${product})) and upper(l.code) = upper(${location}) limit 1`);
  return row === undefined ? undefined : SeriesId.parse(row.id);
}
