import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

export interface MeasuredGroup {
  readonly customers: number;
  readonly buyers: number;
  /** of what counts for the campaign, and of everything; minor units per customer, variances with divisor n − 1 */
  readonly revenue: number;
  readonly revenueVariance: number;
  readonly allRevenue: number;
  readonly allRevenueVariance: number;
}

export interface Measurement {
  /** last day with a known sale */
  readonly dataUntil: string | null;
  readonly contacts: MeasuredGroup;
  readonly holdout: MeasuredGroup;
  /** margin over revenue of what members bought, where costs are known; `null` where they are not */
  readonly margin: number | null;
}

interface Measured {
  readonly orgId: OrgId;
  readonly campaignId: number;
  /** purchases of it count; all of them where it is `null` */
  readonly productId: number | null;
  readonly from: string;
  readonly to: string;
  readonly minorUnits: number;
}

const NOBODY: MeasuredGroup = { customers: 0, buyers: 0, revenue: 0, revenueVariance: 0, allRevenue: 0, allRevenueVariance: 0 };

/**
 * What both groups bought from one day to another, both included. A buyer has a sale that counts; money is sales less returns; services and what was
 * cancelled count for nothing.
 */
export async function measureCampaign(tx: Tx, { orgId, campaignId, productId, from, to, minorUnits }: Measured): Promise<Measurement> {
  const counts = productId === null ? sql`true` : sql`l.product_id = ${productId}`;
  const rows = await tx.execute<{ [Key in keyof MeasuredGroup]: MeasuredGroup[Key] } & { isHoldout: boolean; costed: number; cost: number }>(sql`
    with bought as (
      select m.customer_id, m.is_holdout,
        coalesce(bool_or(l.kind = 'sale' and ${counts}), false) as is_buyer,
        coalesce(sum(l.quantity * l.unit_price * ${minorUnits}) filter (where ${counts}), 0)::float8 as revenue,
        coalesce(sum(l.quantity * l.unit_price * ${minorUnits}), 0)::float8 as all_revenue,
        coalesce(sum(l.quantity * l.unit_price * ${minorUnits}) filter (where ${counts} and l.cost_minor is not null), 0)::float8 as costed,
        coalesce(sum(l.quantity * l.cost_minor) filter (where ${counts}), 0)::float8 as cost
      from campaign_members m
      left join lateral (
        select s.kind, s.product_id, s.quantity, s.unit_price, p.cost_minor from sales_lines s join products p on p.org_id = s.org_id and p.id = s.product_id
        where s.org_id = m.org_id and s.customer_id = m.customer_id and s.sold_on between ${from}::date and ${to}::date and s.kind in ('sale', 'return') and not p.is_service) l on true
      where m.org_id = ${orgId} and m.campaign_id = ${campaignId} group by 1, 2
    )
    select is_holdout as "isHoldout", count(*)::int as customers, count(*) filter (where is_buyer)::int as buyers, avg(revenue) as revenue, coalesce(var_samp(revenue), 0) as "revenueVariance",
      avg(all_revenue) as "allRevenue", coalesce(var_samp(all_revenue), 0) as "allRevenueVariance", sum(costed) as costed, sum(cost) as cost
    from bought group by 1`);
  const [until] = await tx.execute<{ day: string | null }>(sql`select max(sold_on)::text as day from sales_lines where org_id = ${orgId}`);
  const groupOf = (isHoldout: boolean): MeasuredGroup => {
    const row = rows.find((one) => one.isHoldout === isHoldout);
    if (row === undefined) return NOBODY;
    const { customers, buyers, revenue, revenueVariance, allRevenue, allRevenueVariance } = row;
    return { customers, buyers, revenue, revenueVariance, allRevenue, allRevenueVariance };
  };
  const [costed, cost] = rows.reduce(([a, b], row) => [a + row.costed, b + row.cost], [0, 0]);
  return { dataUntil: until?.day ?? null, contacts: groupOf(false), holdout: groupOf(true), margin: costed > 0 ? (costed - cost) / costed : null };
}
