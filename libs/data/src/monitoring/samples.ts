import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';

/** A stretch of days, `YYYY-MM-DD`, inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export interface DemandSample {
  readonly [column: string]: unknown;
  /** items a day */
  readonly level: number;
  /** share of days without a sale */
  readonly quietShare: number;
  /** mean price, currency units; `null` where nothing was sold */
  readonly price: number | null;
  /** items returned for each sold; `null` where nothing was sold */
  readonly returnedShare: number | null;
}

/** How each series sold in a stretch of days; one that sold nothing is left out. */
export async function sampleDemand(tx: Tx, orgId: OrgId, { from, to }: Days): Promise<DemandSample[]> {
  return [
    ...(await tx.execute<DemandSample>(sql`
      select sum(quantity) / (${to}::date - ${from}::date + 1) as level, 1 - count(*) filter (where quantity > 0) / (${to}::date - ${from}::date + 1)::float8 as "quietShare",
        sum(revenue) / nullif(sum(quantity), 0) as price, sum(returned) / nullif(sum(quantity), 0) as "returnedShare"
      from daily_demand where org_id = ${orgId} and date between ${from}::date and ${to}::date group by series_id order by series_id`)),
  ];
}

export interface PurchaseSample {
  readonly [column: string]: unknown;
  readonly orders: number;
  /** currency units */
  readonly orderValue: number;
  readonly orderLines: number;
  /** had never bought before the stretch */
  readonly isNew: boolean;
}

/** How each customer bought in a stretch of days. */
export async function samplePurchases(tx: Tx, orgId: OrgId, { from, to }: Days): Promise<PurchaseSample[]> {
  return [
    ...(await tx.execute<PurchaseSample>(sql`
      select count(distinct (sold_on, coalesce(order_no, '')))::int as orders, sum(quantity * unit_price)::float8 / count(distinct (sold_on, coalesce(order_no, ''))) as "orderValue",
        count(*)::float8 / count(distinct (sold_on, coalesce(order_no, ''))) as "orderLines",
        not exists (select from sales_lines e where e.org_id = ${orgId} and e.customer_id = l.customer_id and e.kind = 'sale' and e.sold_on < ${from}::date) as "isNew"
      from sales_lines l where org_id = ${orgId} and kind = 'sale' and customer_id is not null and sold_on between ${from}::date and ${to}::date group by customer_id order by customer_id`)),
  ];
}
