import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { CalibrationBin, type RecommendationSource } from '../contract/recommendation';
import type { OrgId } from '../contract/ids';

/** The run whose recommendations are shown. */
export interface ServedModel {
  readonly runId: string;
  readonly trainedAt: Date;
  /** last day of sales it saw */
  readonly dataUntil: string;
  readonly responseDays: number;
  readonly customers: number;
  readonly products: number;
  readonly interactions: number;
  readonly baskets: number;
  readonly calibration: readonly CalibrationBin[];
}

export async function findServedModel(tx: Tx, orgId: OrgId): Promise<ServedModel | undefined> {
  const [row] = await tx.execute<Omit<ServedModel, 'calibration' | 'trainedAt'> & Record<string, unknown>>(sql`
    select m.run_id as "runId", r.finished_at as "trainedAt", m.data_until::text as "dataUntil", m.response_days as "responseDays", m.customers, m.products, m.interactions, m.baskets, m.calibration
    from serving_runs s
    join training_runs r on r.org_id = s.org_id and r.id = s.run_id
    join recommendation_models m on m.org_id = s.org_id and m.run_id = s.run_id
    where s.org_id = ${orgId} and s.capability = 'recommend'`);
  if (row === undefined) return undefined;
  return { ...row, trainedAt: new Date(row['trainedAt'] as string), calibration: CalibrationBin.array().parse(row['calibration']) };
}

/** A customer's stored list; arrays as in the table. */
export interface StoredList {
  readonly customerId: number;
  readonly orders: number;
  readonly lastOrderedOn: string;
  readonly productIds: readonly number[];
  readonly scores: readonly number[];
  readonly probabilities: readonly number[];
  readonly quantities: readonly number[];
  readonly dueDays: readonly (number | null)[];
  readonly reasonProductIds: readonly number[];
  readonly reasonShares: readonly number[];
}

/** Days come as JSON: of an array, the driver reads a missing value as `NaN`. */
export async function listStoredLists(tx: Tx, orgId: OrgId, runId: string, customerIds: readonly number[]): Promise<Map<number, StoredList>> {
  const rows = await tx.execute<StoredList & Record<string, unknown>>(sql`
    select customer_id::int as "customerId", orders, last_ordered_on::text as "lastOrderedOn", product_ids::int[] as "productIds", scores, probabilities, quantities,
      to_jsonb(due_days) as "dueDays", reason_product_ids::int[] as "reasonProductIds", reason_shares as "reasonShares"
    from customer_recommendations where org_id = ${orgId} and run_id = ${runId} and customer_id = any(${sql.param([...customerIds])}::bigint[])`);
  return new Map(rows.map((row) => [row.customerId, row]));
}

export interface PopularList {
  readonly source: Exclude<RecommendationSource, 'personal'>;
  readonly productIds: readonly number[];
  readonly probabilities: readonly number[];
}

/** What sells in the segment, else in the country, else to everyone. */
export async function findPopular(tx: Tx, orgId: OrgId, runId: string, { segment, country }: { segment: string | null; country: string | null }): Promise<PopularList | undefined> {
  const [row] = await tx.execute<PopularList & Record<string, unknown>>(sql`
    select scope as source, product_ids::int[] as "productIds", probabilities from popular_products
    where org_id = ${orgId} and run_id = ${runId} and ((scope = 'segment' and name = ${segment ?? ''}) or (scope = 'country' and name = ${country ?? ''}) or scope = 'everyone')
    order by array_position(array['segment', 'country', 'everyone'], scope) limit 1`);
  return row;
}

export interface KnownCustomer {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly hasConsent: boolean;
  readonly isExcluded: boolean;
}

/** Those that exist, in no order. */
export async function listCustomers(tx: Tx, orgId: OrgId, customerIds: readonly number[]): Promise<KnownCustomer[]> {
  return tx.execute<KnownCustomer & Record<string, unknown>>(sql`
    select c.id::int as id, c.code, c.name, c.email, c.segment, c.country, c.has_consent as "hasConsent", x.id is not null as "isExcluded"
    from customers c left join recommendation_exclusions x on x.org_id = c.org_id and x.customer_id = c.id
    where c.org_id = ${orgId} and c.id = any(${sql.param([...customerIds])}::bigint[])`);
}

/** What decides whether a product may be recommended today, and what it is worth. */
export interface ProductFacts {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  readonly priceMinor: number | null;
  readonly costMinor: number | null;
  readonly usualQuantity: number;
  readonly intervalDays: number | null;
  /** over all locations, from the last count of each; `null` where none was counted */
  readonly onHand: number | null;
  /** offered today */
  readonly isOffered: boolean;
  readonly isExcluded: boolean;
}

export type ProductName = Pick<ProductFacts, 'code' | 'name'>;

export async function listProductNames(tx: Tx, orgId: OrgId, productIds: readonly number[]): Promise<Map<number, ProductName>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx.execute<ProductName & { id: number }>(sql`select id::int as id, code, name from products where org_id = ${orgId} and id = any(${sql.param([...productIds])}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** @param minorUnits of the company's currency, for products that have no list price and are priced by what they sold at */
export async function listProductFacts(tx: Tx, orgId: OrgId, runId: string, productIds: readonly number[], { today, minorUnits }: { today: string; minorUnits: number }): Promise<Map<number, ProductFacts>> {
  const rows = await tx.execute<ProductFacts & Record<string, unknown>>(sql`
    select p.id::int as id, p.code, p.name, p.category, coalesce(p.price_minor, round(a.unit_price * ${minorUnits}))::float8 as "priceMinor", p.cost_minor::float8 as "costMinor",
      coalesce(a.usual_quantity, 1) as "usualQuantity", a.interval_days as "intervalDays", stock.on_hand as "onHand",
      coalesce(p.launched_on <= ${today}::date, true) and coalesce(p.discontinued_on >= ${today}::date, true) and not p.is_service as "isOffered",
      exists (select from recommendation_exclusions x where x.org_id = p.org_id and (x.product_id = p.id or x.category = p.category)) as "isExcluded"
    from products p
    left join product_audiences a on a.org_id = p.org_id and a.run_id = ${runId} and a.product_id = p.id
    left join lateral (
      select sum(last.on_hand) as on_hand from locations l cross join lateral (
        select on_hand from stock_levels s where s.org_id = p.org_id and s.product_id = p.id and s.location_id = l.id order by s.counted_on desc limit 1) last
      where l.org_id = p.org_id) stock on true
    where p.org_id = ${orgId} and p.id = any(${sql.param([...productIds])}::bigint[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Last day on which customers bought products after a day, by customer. */
export async function listBoughtSince(tx: Tx, orgId: OrgId, customerIds: readonly number[], after: string): Promise<Map<number, Map<number, string>>> {
  const rows = await tx.execute<{ customerId: number; productId: number; boughtOn: string }>(sql`
    select customer_id::int as "customerId", product_id::int as "productId", max(sold_on)::text as "boughtOn" from sales_lines
    where org_id = ${orgId} and customer_id = any(${sql.param([...customerIds])}::bigint[]) and sold_on > ${after}::date and kind = 'sale'
    group by 1, 2`);
  const found = new Map<number, Map<number, string>>();
  for (const { customerId, productId, boughtOn } of rows) found.set(customerId, (found.get(customerId) ?? new Map<number, string>()).set(productId, boughtOn));
  return found;
}

/** A product's audience with the customers as they are now, the likeliest first. */
export interface AudienceRow extends KnownCustomer {
  readonly probability: number;
  /** how many times the usual quantity the customer takes */
  readonly quantityScale: number;
  /** bought before and used up */
  readonly isAgain: boolean;
  readonly reasonProductIds: readonly number[];
  readonly reasonShares: readonly number[];
}

export async function listAudience(tx: Tx, orgId: OrgId, runId: string, productId: number, { segment, country }: { segment?: string | undefined; country?: string | undefined }): Promise<AudienceRow[]> {
  return tx.execute<AudienceRow & Record<string, unknown>>(sql`
    select c.id::int as id, c.code, c.name, c.email, c.segment, c.country, c.has_consent as "hasConsent", x.id is not null as "isExcluded", m.probability,
      coalesce(l.quantity_scale, 1) as "quantityScale", l.due_days[place] is not null as "isAgain",
      coalesce(l.reason_product_ids[3 * place - 2 : 3 * place]::int[], '{}') as "reasonProductIds", coalesce(l.reason_shares[3 * place - 2 : 3 * place], '{}') as "reasonShares"
    from product_audiences a
    cross join lateral unnest(a.customer_ids, a.probabilities) with ordinality m(customer_id, probability, rank)
    join customers c on c.org_id = a.org_id and c.id = m.customer_id
    left join recommendation_exclusions x on x.org_id = c.org_id and x.customer_id = c.id
    left join customer_recommendations l on l.org_id = a.org_id and l.run_id = a.run_id and l.customer_id = c.id
    left join lateral (select array_position(l.product_ids, a.product_id) as place) at on true
    where a.org_id = ${orgId} and a.run_id = ${runId} and a.product_id = ${productId}
      and ${segment === undefined ? sql`true` : sql`c.segment = ${segment}`} and ${country === undefined ? sql`true` : sql`c.country = ${country}`}
    order by m.rank`);
}
