import { sql } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import type { AbcClass } from '../contract/terms';

/** A row of `inventory_plans`, as it is stored. */
export interface PlanRow {
  readonly product_id: number;
  readonly location_id: number;
  readonly planned_on: string;
  readonly series_id: number | null;
  readonly supplier_id: number | null;
  readonly category: string | null;
  readonly abc: string;
  readonly xyz: string;
  readonly exception: string;
  readonly on_hand: number;
  readonly on_order: number;
  readonly committed: number;
  readonly safety_stock: number;
  readonly reorder_point: number;
  readonly order_up_to: number;
  readonly daily_demand: number;
  readonly cover_days: number | null;
  readonly lead_time_days: number;
  readonly kind: string;
  readonly suggested_quantity: number;
  readonly next_quantity: number;
  readonly pack_size: number;
  readonly minimum_order: number;
  readonly unit_cost_minor: number | null;
  readonly suggested_value_minor: number | null;
  readonly from_location_id: number | null;
  readonly order_on: string | null;
  readonly needed_by: string | null;
  readonly expected_on: string | null;
  readonly risk_before: number;
  readonly risk_after: number;
  readonly at_stake_minor: number;
  readonly reason_code: string;
  readonly reason_params: Readonly<Record<string, string | number>>;
}

const columns = sql.raw(
  'product_id, location_id, planned_on, series_id, supplier_id, category, abc, xyz, exception, on_hand, on_order, committed, safety_stock, reorder_point, order_up_to, daily_demand, cover_days, lead_time_days, kind, suggested_quantity, next_quantity, pack_size, minimum_order, unit_cost_minor, suggested_value_minor, from_location_id, order_on, needed_by, expected_on, risk_before, risk_after, at_stake_minor, reason_code, reason_params',
);

/** One plan of a company at a time; another waits. */
export const lockPlan = (tx: Tx, orgId: OrgId) => tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`inventory plan ${orgId}`}, 0))`);

/** Rows are gathered beside the plan that is shown, so that nobody sees half of a new one. */
export async function beginPlan(tx: Tx): Promise<void> {
  await tx.execute(sql`create temp table planned (like inventory_plans) on commit drop`);
  await tx.execute(sql`create index on planned (supplier_id, location_id)`);
}

export async function addPlanRows(tx: Tx, orgId: OrgId, rows: readonly PlanRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`insert into planned (org_id, ${columns}) select ${orgId}, ${columns} from json_populate_recordset(null::planned, ${JSON.stringify(rows)}::json)`);
}

/** What is ordered of one supplier for one location, where the supplier has a minimum. */
export interface SupplierRow {
  readonly [column: string]: unknown;
  readonly supplierId: number;
  readonly supplier: string;
  readonly minimumMinor: number;
  readonly locationId: number;
  readonly productId: number;
  readonly kind: string;
  readonly quantity: number;
  readonly nextQuantity: number;
  readonly unitCostMinor: number;
  readonly dailyDemand: number;
  readonly orderOn: string | null;
  readonly position: number;
  readonly reorderPoint: number;
  readonly leadTimeDays: number;
}

/** Orders below their supplier's minimum, with all that could be added to them, in the order of supplier, location and product. */
export async function listShortOrders(tx: Tx): Promise<SupplierRow[]> {
  const rows = await tx.execute<SupplierRow>(sql`
    with short as (
      select p.supplier_id, p.location_id, su.name, su.minimum_order_minor from planned p
      join suppliers su on su.org_id = p.org_id and su.id = p.supplier_id and su.minimum_order_minor > 0
      group by p.supplier_id, p.location_id, su.name, su.minimum_order_minor
      having sum(p.suggested_value_minor) filter (where p.kind = 'order') < su.minimum_order_minor)
    select p.supplier_id::int as "supplierId", short.name as supplier, short.minimum_order_minor::float8 as "minimumMinor", p.location_id::int as "locationId", p.product_id::int as "productId", p.kind,
      case p.kind when 'order' then p.suggested_quantity else 0 end as quantity, p.next_quantity as "nextQuantity", p.unit_cost_minor::float8 as "unitCostMinor", p.daily_demand as "dailyDemand", p.order_on::text as "orderOn",
      p.on_hand - p.committed + p.on_order as position, p.reorder_point as "reorderPoint", p.lead_time_days as "leadTimeDays"
    from planned p join short on short.supplier_id = p.supplier_id and short.location_id = p.location_id
    where p.kind in ('order', 'none') and p.unit_cost_minor > 0 and (p.kind = 'order' or (p.next_quantity > 0 and p.order_on is not null))
    order by p.supplier_id, p.location_id, p.product_id`);
  return [...rows];
}

export interface PulledForward {
  readonly product_id: number;
  readonly location_id: number;
  readonly quantity: number;
  readonly supplier: string;
  readonly expected_on: string;
}

/** Raises orders; what was not to be ordered yet now is, and says why. */
export async function pullForward(tx: Tx, rows: readonly PulledForward[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update planned p set kind = 'order', suggested_quantity = r.quantity, suggested_value_minor = round(r.quantity * p.unit_cost_minor),
      expected_on = coalesce(p.expected_on, r.expected_on), reason_code = case p.kind when 'order' then p.reason_code else 'pulled_forward' end,
      reason_params = p.reason_params || jsonb_build_object('quantity', r.quantity, 'supplier', r.supplier)
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(product_id bigint, location_id bigint, quantity float8, supplier text, expected_on date)
    where p.product_id = r.product_id and p.location_id = r.location_id`);
}

export interface BelowMinimum {
  readonly product_id: number;
  readonly location_id: number;
  readonly supplier: string;
  readonly minimum_minor: number;
  readonly missing_minor: number;
  /** days until what is needed next would reach the minimum; -1 when nothing in sight does */
  readonly in_days: number;
}

/** Orders that stay below their supplier's minimum say so. */
export async function markBelowMinimum(tx: Tx, rows: readonly BelowMinimum[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update planned p set reason_params = p.reason_params || jsonb_build_object('minimumOf', r.supplier, 'minimumMinor', r.minimum_minor, 'missingMinor', r.missing_minor, 'minimumInDays', r.in_days)
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(product_id bigint, location_id bigint, supplier text, minimum_minor float8, missing_minor float8, in_days int)
    where p.product_id = r.product_id and p.location_id = r.location_id and p.kind = 'order'`);
}

export interface PlanRun {
  readonly plannedOn: string;
  readonly plannedAt: Date;
  readonly stockCountedOn: string | null;
  readonly forecastRunId: string | null;
  readonly frequency: 'week' | 'day' | null;
  readonly errorCorrelation: number | null;
  readonly itemCount: number;
}

/** Puts the gathered plan in the place of the last one. */
export async function replacePlan(tx: Tx, orgId: OrgId, run: PlanRun & { readonly seconds: number }): Promise<void> {
  await tx.execute(sql`delete from inventory_plans where org_id = ${orgId}`);
  await tx.execute(sql`insert into inventory_plans (org_id, ${columns}) select ${orgId}, ${columns} from planned`);
  await tx.execute(sql`
    insert into inventory_plan_runs (org_id, planned_on, planned_at, stock_counted_on, forecast_run_id, frequency, error_correlation, item_count, seconds)
    values (${orgId}, ${run.plannedOn}::date, ${run.plannedAt.toISOString()}::timestamptz, ${run.stockCountedOn}::date, ${run.forecastRunId}::uuid, ${run.frequency}, ${run.errorCorrelation}, ${run.itemCount}, ${run.seconds})
    on conflict (org_id) do update set planned_on = excluded.planned_on, planned_at = excluded.planned_at, stock_counted_on = excluded.stock_counted_on, forecast_run_id = excluded.forecast_run_id,
      frequency = excluded.frequency, error_correlation = excluded.error_correlation, item_count = excluded.item_count, seconds = excluded.seconds`);
}

export async function findPlanRun(tx: Tx, orgId: OrgId): Promise<PlanRun | undefined> {
  const [row] = await tx.execute<{ [Key in keyof PlanRun]: PlanRun[Key] }>(sql`
    select planned_on::text as "plannedOn", planned_at as "plannedAt", stock_counted_on::text as "stockCountedOn", forecast_run_id as "forecastRunId", frequency, error_correlation as "errorCorrelation", item_count as "itemCount"
    from inventory_plan_runs where org_id = ${orgId}`);
  return row && { ...row, plannedAt: new Date(row.plannedAt) };
}

/** The ABC class of each series, as of the last plan. */
export async function listPlannedClasses(tx: Tx, orgId: OrgId): Promise<Map<number, AbcClass>> {
  const rows = await tx.execute<{ seriesId: number; abc: AbcClass }>(sql`select series_id::int as "seriesId", abc from inventory_plans where org_id = ${orgId} and series_id is not null`);
  return new Map(rows.map(({ seriesId, abc }) => [seriesId, abc]));
}

/** Companies that have stock or sales, with the day their plan was made for. Across companies, so as the owner. */
export async function listPlannedCompanies(owner: Queryable): Promise<{ id: string; timeZone: string; plannedOn: string | null }[]> {
  const rows = await owner.execute<{ id: string; timeZone: string; plannedOn: string | null }>(sql`
    select o.id, o.time_zone as "timeZone", r.planned_on::text as "plannedOn" from organizations o left join inventory_plan_runs r on r.org_id = o.id
    where exists (select from series s where s.org_id = o.id) or exists (select from stock_levels st where st.org_id = o.id) order by o.id`);
  return [...rows];
}
