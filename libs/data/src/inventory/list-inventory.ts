import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { type GroupInventory, type InventoryFilter, type InventoryItem, type ItemKey } from '../contract/inventory';
import type { InventoryFacets, InventoryGroup } from '../contract/inventory-answers';
import type { OrgId } from '../contract/ids';
import { StockException } from '../contract/terms';
import { effectiveKind } from './decisions';

export interface InventoryPageScope {
  readonly orgId: OrgId;
  readonly filter: InventoryFilter;
  readonly offset: number;
  readonly limit: number;
}

/** What a person made of it holds over what is planned now. */
const decision = sql`coalesce(d.decision, 'open')`;
const kind = effectiveKind;
const quantity = sql`coalesce(d.quantity, p.suggested_quantity)`;
const value = sql`round(${quantity} * p.unit_cost_minor)`;

const sortKey: Record<InventoryFilter['sort'], SQL> = {
  stake: sql`p.at_stake_minor`,
  name: sql`lower(pr.name)`,
  cover: sql`p.cover_days`,
  risk: sql`p.risk_before`,
  quantity,
  value,
  orderOn: sql`p.order_on`,
};
const withDecision = sql`left join suggestion_decisions d on d.org_id = p.org_id and d.product_id = p.product_id and d.location_id = p.location_id and d.is_current`;
const withProduct = sql`join products pr on pr.org_id = p.org_id and pr.id = p.product_id`;

/** One page of the plan: the order is found on narrow rows, names are read for the page alone. */
export async function listInventory(tx: Tx, { orgId, filter, offset, limit }: InventoryPageScope): Promise<InventoryItem[]> {
  return readItems(tx, orgId, sql`select p.product_id, p.location_id, row_number() over () as position from (${orderedKeys(orgId, filter, offset, limit)}) p`);
}

function orderedKeys(orgId: OrgId, filter: InventoryFilter, offset: number, limit: number): SQL {
  const direction = filter.dir === 'asc' ? sql`asc` : sql`desc`;
  // What is not known stands last in either direction; columns without gaps say nothing about it, so that their index serves.
  const order = ['cover', 'orderOn', 'value'].includes(filter.sort) && filter.dir === 'desc' ? sql`${direction} nulls last` : direction;
  const { joins, where } = matches(orgId, filter, filter.sort);
  return sql`
    select p.product_id, p.location_id from inventory_plans p ${joins} where ${where}
    order by ${sortKey[filter.sort]} ${order}, p.product_id ${direction}, p.location_id ${direction} offset ${offset} limit ${limit}`;
}

/** The items of a list of keys, in its order; those that no plan has are left out. */
export function listInventoryByKey(tx: Tx, orgId: OrgId, keys: readonly ItemKey[]): Promise<InventoryItem[]> {
  return readItems(
    tx,
    orgId,
    sql`select product_id, location_id, position from unnest(${sql.param(keys.map((key) => key.productId))}::bigint[], ${sql.param(keys.map((key) => key.locationId))}::bigint[])
        with ordinality as k(product_id, location_id, position)`,
  );
}

async function readItems(tx: Tx, orgId: OrgId, page: SQL): Promise<InventoryItem[]> {
  const rows = await tx.execute<Omit<InventoryItem, 'reason'> & { reasonCode: string; reasonParams: Record<string, string | number> } & Record<string, unknown>>(sql`
    with page as materialized (${page})
    select p.product_id::int as "productId", p.location_id::int as "locationId", p.series_id::int as "seriesId", pr.code as "productCode", pr.name as "productName", l.name as location,
      p.supplier_id::int as "supplierId", su.name as supplier, p.category, pr.unit, p.abc, p.xyz, p.exception,
      p.on_hand as "onHand", p.on_order as "onOrder", p.committed, p.safety_stock as "safetyStock", p.reorder_point as "reorderPoint", p.order_up_to as "orderUpTo",
      p.daily_demand as "dailyDemand", p.cover_days as "coverDays", p.lead_time_days as "leadTimeDays",
      ${kind} as kind, p.suggested_quantity as "suggestedQuantity", ${quantity} as quantity, p.pack_size as "packSize", p.minimum_order as "minimumOrder",
      p.unit_cost_minor::float8 as "unitCostMinor", ${value}::float8 as "valueMinor",
      p.order_on::text as "orderOn", p.needed_by::text as "neededBy", p.expected_on::text as "expectedOn", p.risk_before as "riskBefore", p.risk_after as "riskAfter", p.at_stake_minor::float8 as "atStakeMinor",
      p.reason_code as "reasonCode", p.reason_params as "reasonParams",
      ${decision} as decision, d.reason as "rejectReason", d.note, d.author_name as "decidedBy", d.created_at as "decidedAt", d.purchase_order_id::int as "purchaseOrderId", d.transfer_id::int as "transferId", giver.name as "fromLocation"
    from page
    join inventory_plans p on p.org_id = ${orgId} and p.product_id = page.product_id and p.location_id = page.location_id
    ${withProduct}
    join locations l on l.org_id = p.org_id and l.id = p.location_id
    left join suppliers su on su.org_id = p.org_id and su.id = p.supplier_id
    ${withDecision}
    left join locations giver on giver.org_id = p.org_id and ${kind} = 'transfer' and giver.id = case when d.decision in ('approved', 'ordered') then d.from_location_id else p.from_location_id end
    order by page.position`);
  return rows.map(({ reasonCode, reasonParams, decidedAt, ...row }) => ({ ...row, decidedAt: decidedAt === null ? null : new Date(decidedAt), reason: { code: reasonCode, params: reasonParams } }));
}

export async function countInventory(tx: Tx, orgId: OrgId, filter: InventoryFilter): Promise<number> {
  const { joins, where } = matches(orgId, filter);
  const [row] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from inventory_plans p ${joins} where ${where}`);
  return row?.total ?? 0;
}

/** Something is wrong, or something is to be done: an order may also be placed early for a supplier's minimum. */
const needsAttention = sql`(p.exception <> 'ok' or p.kind in ('order', 'transfer'))`;

const LONGEST_NAME = 200;

/** The joins and conditions of a filter; products and decisions are read only where they are asked for. */
function matches(orgId: OrgId, { q, exception, decision: wanted, kind: wantedKind, supplier, location, category, abc, xyz }: InventoryFilter, sort?: InventoryFilter['sort']): { joins: SQL; where: SQL } {
  const conditions = [sql`p.org_id = ${orgId}`];
  const equal: readonly (readonly [SQL, string | number | undefined])[] = [
    [sql`p.exception`, exception === 'attention' ? undefined : exception],
    [decision, wanted],
    [kind, wantedKind],
    [sql`p.supplier_id`, supplier],
    [sql`p.location_id`, location],
    [sql`p.category`, category],
    [sql`p.abc`, abc],
    [sql`p.xyz`, xyz],
  ];
  for (const [column, wantedValue] of equal) if (wantedValue !== undefined) conditions.push(sql`${column} = ${wantedValue}`);
  if (exception === 'attention') conditions.push(needsAttention);
  if (q !== undefined && q !== '') conditions.push(searched(orgId, q));
  const needsDecision = wanted !== undefined || wantedKind !== undefined || sort === 'quantity' || sort === 'value';
  return { joins: sql`${sort === 'name' ? withProduct : sql``} ${needsDecision ? withDecision : sql``}`, where: sql.join(conditions, sql` and `) };
}

/** Part of a code or name; or, where several words are codes, the products of these codes. Each way has an index of its own. */
function searched(orgId: OrgId, q: string): SQL {
  const words = q.split(/[\s,;，；、]+/).filter((word) => word !== '');
  const byName = sql`select id from products where org_id = ${orgId} and (code || ' ' || name) ilike ${`%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`}`;
  const byCode = sql`select id from products where org_id = ${orgId} and code = any(${sql.param([...words, ...words.map((word) => word.toUpperCase())])}::text[])`;
  if (words.length < 2) return sql`p.product_id in (${byName})`;
  return sql`p.product_id in (${q.length > LONGEST_NAME ? byCode : sql`${byCode} union ${byName}`})`;
}

const groupKey: Record<GroupInventory['by'], { key: SQL; name: SQL; minimum: SQL; joins: SQL }> = {
  supplier: { key: sql`p.supplier_id::text`, name: sql`max(su.name)`, minimum: sql`max(su.minimum_order_minor)::float8`, joins: sql`left join suppliers su on su.org_id = p.org_id and su.id = p.supplier_id` },
  location: { key: sql`p.location_id::text`, name: sql`max(l.name)`, minimum: sql`null::float8`, joins: sql`join locations l on l.org_id = p.org_id and l.id = p.location_id` },
  category: { key: sql`p.category`, name: sql`p.category`, minimum: sql`null::float8`, joins: sql`` },
  abc: { key: sql`p.abc`, name: sql`p.abc`, minimum: sql`null::float8`, joins: sql`` },
  exception: { key: sql`p.exception`, name: sql`p.exception`, minimum: sql`null::float8`, joins: sql`` },
};
const isOrder = sql`${kind} = 'order' and ${decision} in ('open', 'approved') and ${quantity} > 0`;

/** The filtered list in groups, those with most money at stake first. */
export async function listInventoryGroups(tx: Tx, orgId: OrgId, { by, ...filter }: GroupInventory): Promise<InventoryGroup[]> {
  const { key, name, minimum, joins } = groupKey[by];
  const found = matches(orgId, filter, 'quantity');
  const rows = await tx.execute<{ [Key in keyof InventoryGroup]: InventoryGroup[Key] }>(sql`
    select coalesce(${key}, '') as key, ${name} as name, count(*)::int as items, count(*) filter (where p.exception <> 'ok')::int as exceptions, sum(p.at_stake_minor)::float8 as "atStakeMinor",
      sum(p.on_hand) as "onHand", coalesce(sum(round(p.on_hand * p.unit_cost_minor)), 0)::float8 as "stockValueMinor",
      count(*) filter (where ${isOrder})::int as "orderItems", coalesce(sum(${quantity}) filter (where ${isOrder}), 0)::float8 as "orderQuantity",
      coalesce(sum(${value}) filter (where ${isOrder}), 0)::float8 as "orderValueMinor", ${minimum} as "minimumMinor"
    from inventory_plans p ${found.joins} ${joins} where ${found.where}
    group by ${key} order by "atStakeMinor" desc, 1`);
  return [...rows];
}

/** What the list can be narrowed to. */
export async function listInventoryFacets(tx: Tx, orgId: OrgId): Promise<InventoryFacets> {
  const suppliers = await tx.execute<{ id: number; name: string }>(sql`select id::int as id, name from suppliers where org_id = ${orgId} order by name, id`);
  const locations = await tx.execute<{ id: number; name: string }>(sql`select id::int as id, name from locations where org_id = ${orgId} order by name, id`);
  const categories = await tx.execute<{ category: string }>(sql`select distinct category from products where org_id = ${orgId} and category is not null and not is_service order by category`);
  return { suppliers: [...suppliers], locations: [...locations], categories: categories.map(({ category }) => category) };
}

export interface PlanTotals {
  readonly attention: { readonly items: number; readonly atStakeMinor: number };
  readonly approvedTransfers: number;
  readonly exceptions: readonly { readonly exception: StockException; readonly items: number; readonly atStakeMinor: number }[];
  readonly suggested: { readonly items: number; readonly valueMinor: number };
  readonly approved: { readonly items: number; readonly valueMinor: number };
  readonly stockValueMinor: number;
  readonly onOrderValueMinor: number;
}

export async function sumInventory(tx: Tx, orgId: OrgId): Promise<PlanTotals> {
  const rows = await tx.execute<{ exception: StockException; items: number; atStakeMinor: number; attention: number; attentionAtStake: number; transfers: number; openItems: number; openValue: number; approvedItems: number; approvedValue: number; stockValue: number; onOrderValue: number }>(sql`
    select p.exception, count(*)::int as items, sum(p.at_stake_minor)::float8 as "atStakeMinor", count(*) filter (where ${needsAttention})::int as attention, coalesce(sum(p.at_stake_minor) filter (where ${needsAttention}), 0)::float8 as "attentionAtStake",
      count(*) filter (where ${kind} = 'transfer' and ${decision} = 'approved' and ${quantity} > 0)::int as transfers,
      count(*) filter (where ${isOrder} and ${decision} = 'open')::int as "openItems", coalesce(sum(${value}) filter (where ${isOrder} and ${decision} = 'open'), 0)::float8 as "openValue",
      count(*) filter (where ${isOrder} and ${decision} = 'approved')::int as "approvedItems", coalesce(sum(${value}) filter (where ${isOrder} and ${decision} = 'approved'), 0)::float8 as "approvedValue",
      coalesce(sum(round(p.on_hand * p.unit_cost_minor)), 0)::float8 as "stockValue", coalesce(sum(round(p.on_order * p.unit_cost_minor)), 0)::float8 as "onOrderValue"
    from inventory_plans p ${withDecision} where p.org_id = ${orgId} group by p.exception`);
  const total = (of: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    exceptions: StockException.options.flatMap((exception) => rows.filter((row) => row.exception === exception).map(({ items, atStakeMinor }) => ({ exception, items, atStakeMinor }))),
    attention: { items: total((row) => row.attention), atStakeMinor: total((row) => row.attentionAtStake) },
    approvedTransfers: total((row) => row.transfers),
    suggested: { items: total((row) => row.openItems), valueMinor: total((row) => row.openValue) },
    approved: { items: total((row) => row.approvedItems), valueMinor: total((row) => row.approvedValue) },
    stockValueMinor: total((row) => row.stockValue),
    onOrderValueMinor: total((row) => row.onOrderValue),
  };
}
