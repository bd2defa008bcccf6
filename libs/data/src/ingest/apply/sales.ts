import { sql } from 'drizzle-orm';
import type { Tx } from '../../client/database';
import { collectCancellationKeys, matchCancellations } from './cancellations';
import { resolveCustomers, resolveLocations, resolveProducts } from './codes';
import { createTouched, rebuildDemand } from './demand';
import { execute, type AppliedCounts, type ImportScope } from './scope';

export interface AppliedSales extends AppliedCounts {
  /** Earlier imports that had brought some of the same lines: they cannot be undone before this one. */
  readonly dependsOn: readonly string[];
}

/**
 * Turns the staged lines of an import into sales lines, with products, customers and locations for unknown codes, and
 * brings demand up to date. A line that is already there, by its content and its place among identical lines, is left.
 */
export async function applySales(tx: Tx, scope: ImportScope): Promise<AppliedSales> {
  const { orgId, importId } = scope;
  await negateCancelledInvoices(tx, scope);
  await execute(
    tx,
    sql`create temp table named on commit drop as
        select product_code as raw, product_name as name, count(*) filter (where unit_price is distinct from 0) as uses
        from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid group by 1, 2`,
  );
  await resolveProducts(tx, scope);
  await resolveLocations(tx, scope, sql`select location_code as raw from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid`);
  await resolveCustomers(tx, scope);
  for (const table of ['import_products', 'import_locations', 'import_customers']) await tx.execute(sql.raw(`analyze ${table}`));

  const inserted = await execute(
    tx,
    sql`insert into sales_lines (org_id, sold_on, sold_at, order_no, product_id, location_id, customer_id, quantity, unit_price, kind, line_hash, occurrence, import_id)
        select ${orgId}, sold_on, sold_at, order_no, product_id, location_id, customer_id, quantity, unit_price, kind, line_hash, occurrence, ${importId}::uuid
        from (${identifiedLines(scope)}) as lines
        on conflict (org_id, line_hash, occurrence) do nothing`,
  );
  const [staged] = await tx.execute<{ lines: number }>(sql`select count(*)::int as lines from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid`);
  const unchanged = (staged?.lines ?? 0) - inserted;
  const dependsOn = unchanged > 0 ? await findEarlierImports(tx, scope) : [];
  if (inserted > 0) {
    await createTouched(tx);
    await collectCancellationKeys(tx, scope);
    await matchCancellations(tx, scope);
    await execute(tx, sql`insert into touched select product_id, location_id, sold_on from sales_lines where org_id = ${orgId} and import_id = ${importId}::uuid`);
    await rebuildDemand(tx, orgId);
  }
  return { inserted, updated: 0, unchanged, dependsOn };
}

/**
 * The staged lines with ids, kind and natural key. The key is made of codes, not ids, and of a blank location as blank,
 * so that the same file finds its lines again whatever was renamed or added between.
 */
function identifiedLines({ orgId, importId, currencyDigits }: ImportScope) {
  const listPrice = sql`coalesce(p.price_minor, 0) / ${10 ** currencyDigits}::numeric`;
  return sql`
    select *, row_number() over (partition by line_hash order by line) as occurrence from (
      select s.line, s.sold_on, s.sold_at, s.order_no, p.id as product_id, w.id as location_id, c.id as customer_id, s.quantity,
        coalesce(s.unit_price, ${listPrice}) as unit_price,
        (case when s.unit_price = 0 then 'adjustment' when s.quantity < 0 then 'return' else 'sale' end)::sale_kind as kind,
        md5(s.sold_on::text || '|' || coalesce(s.sold_at::text, '') || '|' || coalesce(s.order_no, '') || '|' || p.code || '|' || s.quantity::text
          || '|' || coalesce(s.unit_price::text, '') || '|' || coalesce(c.code, '') || '|' || coalesce(s.location_code, ''))::uuid as line_hash
      from staged_sales as s
      join import_products as p on p.raw = s.product_code
      join import_locations as w on coalesce(w.raw, '') = coalesce(s.location_code, '')
      left join import_customers as c on c.raw = s.customer_code
      where s.org_id = ${orgId} and s.import_id = ${importId}::uuid
    ) as identified`;
}

async function findEarlierImports(tx: Tx, scope: ImportScope): Promise<string[]> {
  const rows = await tx.execute<{ import_id: string }>(
    sql`select distinct l.import_id from sales_lines as l
        join (${identifiedLines(scope)}) as mine on mine.line_hash = l.line_hash and mine.occurrence = l.occurrence
        where l.org_id = ${scope.orgId} and l.import_id <> ${scope.importId}::uuid`,
  );
  return rows.map((row) => row.import_id);
}

/**
 * Some systems mark a cancelled invoice by a C before its number and leave the quantity positive. Where other numbers
 * are plain, what such an invoice lists came back. A company whose every number starts with C is left alone.
 */
async function negateCancelledInvoices(tx: Tx, { orgId, importId }: ImportScope): Promise<void> {
  await execute(
    tx,
    sql`update staged_sales set quantity = -quantity
        where org_id = ${orgId} and import_id = ${importId}::uuid and quantity > 0 and (order_no like 'C%' or order_no like 'c%') and order_no ~ '^[Cc][0-9]+$'
          and (select count(*) filter (where order_no ~ '^[Cc][0-9]') < 0.5 * count(*) from staged_sales where org_id = ${orgId} and import_id = ${importId}::uuid)`,
  );
}
