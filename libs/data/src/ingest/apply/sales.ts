import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { collectAllCancellationKeys, collectCancellationKeys, matchCancellations } from './cancellations';
import { resolveCustomers, resolveLocations, resolveProducts } from './codes';
import { createTouched, rebuildAllDemand, rebuildDemand } from './demand';
import { execute, type AppliedCounts, type ImportScope } from './scope';

export interface AppliedSales extends AppliedCounts {
  /** Earlier imports that had brought some of the same lines: they cannot be undone before this one. */
  readonly dependsOn: readonly string[];
}

/**
 * Turns the `lines` staged lines of an import into sales lines, with products, customers and locations for unknown codes,
 * and brings demand up to date. A line that is already there, by its content and its place among identical lines, is left.
 */
export async function applySales(tx: Tx, scope: ImportScope, lines: number): Promise<AppliedSales> {
  const { orgId, importId, onPhase } = scope;
  onPhase?.('codes');
  await execute(
    tx,
    sql`create temp table named on commit drop as
        select product_code as raw, product_name as name, count(*) filter (where unit_price is distinct from 0) as uses
        from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid group by 1, 2`,
  );
  await resolveProducts(tx, scope);
  await resolveLocations(tx, scope, sql`select location_code as raw from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid`);
  await resolveCustomers(tx, scope);
  await numberRepeats(tx, scope);
  const earlier = await countLines(tx, scope);
  if (earlier > 0) await findKnownLines(tx, scope);
  for (const table of ['import_products', 'import_locations', 'import_customers', 'import_repeats', ...(earlier > 0 ? ['known_lines'] : [])]) await tx.execute(sql.raw(`analyze ${table}`));

  onPhase?.('lines');
  const inserted = await insertLines(tx, scope, earlier > 0);
  const dependsOn = earlier > 0 ? await tx.execute<{ import_id: string }>(sql`select distinct import_id from known_lines where import_id is not null`) : [];
  onPhase?.('demand');
  if (inserted > 0) {
    await createTouched(tx);
    // An import that brings most of the lines adds everything up again: cheaper than finding what it touched.
    const isMost = inserted > earlier;
    await (isMost ? collectAllCancellationKeys(tx, scope) : collectCancellationKeys(tx, scope));
    await matchCancellations(tx, scope);
    if (isMost) await rebuildAllDemand(tx, orgId);
    else {
      await execute(tx, sql`insert into touched select product_id, location_id, sold_on from sales_lines where org_id = ${orgId} and import_id = ${importId}::uuid`);
      await rebuildDemand(tx, orgId);
    }
  }
  return { inserted, updated: 0, unchanged: lines - inserted, dependsOn: dependsOn.map((row) => row.import_id) };
}

/**
 * Plain inserts, since the company's lock keeps other imports out: `on conflict` would look every line up a second time.
 * Without a price a line takes the product's; a price of zero makes it an adjustment.
 */
async function insertLines(tx: Tx, { orgId, importId, currencyDigits }: ImportScope, hasKnownLines: boolean): Promise<number> {
  const listPrice = sql`coalesce(p.price_minor, 0) / ${10 ** currencyDigits}::numeric`;
  const isNew = hasKnownLines ? sql`and not exists (select from known_lines as k where k.line = s.line)` : sql``;
  return execute(
    tx,
    sql`insert into sales_lines (org_id, sold_on, sold_at, order_no, product_id, location_id, customer_id, quantity, unit_price, kind, line_hash, occurrence, import_id)
        select ${orgId}, s.sold_on, s.sold_at, s.order_no, p.id, w.id, c.id, s.quantity, coalesce(s.unit_price, ${listPrice}),
          (case when s.unit_price = 0 then 'adjustment' when s.quantity < 0 then 'return' else 'sale' end)::sale_kind,
          s.line_hash, coalesce(r.occurrence, 1), ${importId}::uuid
        from staged_sales as s
        join import_products as p on p.raw = s.product_code
        join import_locations as w on coalesce(w.raw, '') = coalesce(s.location_code, '')
        left join import_customers as c on c.raw = s.customer_code
        left join import_repeats as r on r.line = s.line
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid ${isNew}`,
  );
}

/** Temporary table `import_repeats` (line, occurrence): second and later lines of the same content. Few, so only they are sorted. */
async function numberRepeats(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  const mine = sql`org_id = ${orgId} and import_id = ${importId}::uuid`;
  await execute(
    tx,
    sql`create temp table import_repeats on commit drop as
        select line, occurrence from (
          select line, row_number() over (partition by line_hash order by line) as occurrence from staged_sales
          where ${mine} and line_hash in (select line_hash from staged_sales where ${mine} group by line_hash having count(*) > 1)
        ) as numbered where occurrence > 1`,
  );
}

/** Temporary table `known_lines` (line, import_id): staged lines that an earlier import brought. */
async function findKnownLines(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`create temp table known_lines on commit drop as
        select s.line, l.import_id from staged_sales as s
        left join import_repeats as r on r.line = s.line
        join sales_lines as l on l.org_id = ${orgId} and l.line_hash = s.line_hash and l.occurrence = coalesce(r.occurrence, 1)
        where s.org_id = ${orgId} and s.import_id = ${importId}::uuid`,
  );
}

async function countLines(tx: Tx, { orgId }: ImportScope): Promise<number> {
  const [row] = await tx.execute<{ lines: number }>(sql`select count(*)::int as lines from sales_lines where org_id = ${orgId}`);
  return row?.lines ?? 0;
}
