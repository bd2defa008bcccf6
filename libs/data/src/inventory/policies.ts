import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { DEFAULT_INVENTORY_SETTINGS, type CompanyInventorySettings, type PolicyValues, type SetPolicy } from '../contract/inventory';
import type { PolicyRule } from '../contract/inventory-answers';
import type { OrgId } from '../contract/ids';

export async function getSettings(tx: Tx, orgId: OrgId): Promise<CompanyInventorySettings> {
  const [row] = await tx.execute<{ [Key in keyof CompanyInventorySettings]: CompanyInventorySettings[Key] }>(sql`
    select order_cost_minor::float8 as "orderCostMinor", holding_rate as "holdingRate", default_lead_time_days as "defaultLeadTimeDays", dead_after_days as "deadAfterDays", excess_after_days as "excessAfterDays"
    from inventory_settings where org_id = ${orgId}`);
  return row ?? DEFAULT_INVENTORY_SETTINGS;
}

export async function upsertSettings(tx: Tx, orgId: OrgId, s: CompanyInventorySettings): Promise<void> {
  await tx.execute(sql`
    insert into inventory_settings (org_id, order_cost_minor, holding_rate, default_lead_time_days, dead_after_days, excess_after_days)
    values (${orgId}, ${s.orderCostMinor}, ${s.holdingRate}, ${s.defaultLeadTimeDays}, ${s.deadAfterDays}, ${s.excessAfterDays})
    on conflict (org_id) do update set order_cost_minor = excluded.order_cost_minor, holding_rate = excluded.holding_rate, default_lead_time_days = excluded.default_lead_time_days,
      dead_after_days = excluded.dead_after_days, excess_after_days = excluded.excess_after_days`);
}

/** Every rule, the widest scope first. */
export async function listPolicyRules(tx: Tx, orgId: OrgId): Promise<PolicyRule[]> {
  type Row = { scope: 'company' | 'class' | 'product'; abc: 'A' | 'B' | 'C'; xyz: 'X' | 'Y' | 'Z' | null; productId: number; productCode: string; productName: string; locationId: number | null; location: string | null } & { [Key in keyof PolicyValues]: PolicyValues[Key] };
  const rows = await tx.execute<Row>(sql`
    select r.scope, r.abc, r.xyz, r.product_id::int as "productId", pr.code as "productCode", pr.name as "productName", r.location_id::int as "locationId", l.name as location,
      r.kind, r.measure, r.target, r.review_period_days as "reviewPeriodDays", r.order_quantity as "orderQuantity", r.shelf_life_days as "shelfLifeDays"
    from inventory_policies r
    left join products pr on pr.org_id = r.org_id and pr.id = r.product_id
    left join locations l on l.org_id = r.org_id and l.id = r.location_id
    where r.org_id = ${orgId} order by array_position(array['company', 'class', 'product'], r.scope), r.abc, r.xyz nulls first, pr.code, l.name nulls first`);
  return rows.map(({ scope, abc, xyz, productId, productCode, productName, locationId, location, ...values }) => ({
    scope: scope === 'company' ? { kind: scope } : scope === 'class' ? { kind: scope, abc, xyz } : { kind: scope, productId, productCode, productName, locationId, location },
    values,
  }));
}

/** Replaces the rule of a scope; a rule with nothing left to say is removed. */
export async function replacePolicy(tx: Tx, orgId: OrgId, { scope, values }: SetPolicy): Promise<void> {
  const abc = scope.kind === 'class' ? scope.abc : null;
  const xyz = scope.kind === 'class' ? (scope.xyz ?? null) : null;
  const productId = scope.kind === 'product' ? scope.productId : null;
  const locationId = scope.kind === 'product' ? (scope.locationId ?? null) : null;
  await tx.execute(sql`
    delete from inventory_policies where org_id = ${orgId} and scope = ${scope.kind} and abc is not distinct from ${abc}::text and xyz is not distinct from ${xyz}::text
      and product_id is not distinct from ${productId}::bigint and location_id is not distinct from ${locationId}::bigint`);
  const { kind = null, measure = null, target = null, reviewPeriodDays = null, orderQuantity = null, shelfLifeDays = null } = values;
  if ([kind, measure, target, reviewPeriodDays, orderQuantity, shelfLifeDays].every((value) => value === null)) return;
  await tx.execute(sql`
    insert into inventory_policies (org_id, scope, abc, xyz, product_id, location_id, kind, measure, target, review_period_days, order_quantity, shelf_life_days)
    values (${orgId}, ${scope.kind}, ${abc}, ${xyz}, ${productId}, ${locationId}, ${kind}, ${measure}, ${target}, ${reviewPeriodDays}, ${orderQuantity}, ${shelfLifeDays})`);
}

/** Whether a product, and a location where one is named, are the company's own. */
export async function hasProduct(tx: Tx, orgId: OrgId, productId: number, locationId: number | undefined | null): Promise<boolean> {
  const rows = await tx.execute(sql`
    select from products where org_id = ${orgId} and id = ${productId} and (${locationId ?? null}::bigint is null or exists (select from locations where org_id = ${orgId} and id = ${locationId ?? null}::bigint))`);
  return rows.length > 0;
}
