import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { ChurnReason, type ChurnFilter } from '../contract/churn';
import type { OrgId } from '../contract/ids';
import type { ChurnRisk, RfmSegmentName } from '../contract/terms';

/** The run whose scores are read, and the line between them. */
export interface Scale {
  readonly orgId: OrgId;
  readonly runId: string;
  readonly dataUntil: string;
  readonly threshold: number;
}

/** A customer with what a run says; money in minor units. */
export interface ScoredCustomer {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly hasConsent: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly probability: number | null;
  readonly previousProbability: number | null;
  readonly valueIfStays: number;
  readonly valueAtRisk: number;
  readonly expectedValue: number;
  readonly orders: number;
  readonly amount: number;
  readonly firstOrderedOn: string | null;
  readonly lastOrderedOn: string | null;
  readonly daysSinceOrder: number | null;
  readonly usualGap: number | null;
  readonly longGap: number | null;
  readonly isBetweenOrders: boolean;
  readonly nextOrderOn: string | null;
  readonly noOrder: readonly number[] | null;
  readonly probabilityAlive: number | null;
  readonly recencyScore: number | null;
  readonly frequencyScore: number | null;
  readonly monetaryScore: number | null;
  readonly rfmSegment: RfmSegmentName | null;
  readonly reasons: readonly ChurnReason[] | null;
}

const columns = (dataUntil: string) => sql`
  c.id::int as id, c.code, c.name, c.email, c.segment, c.country, c.has_consent as "hasConsent", coalesce(c.attributes, '{}'::jsonb) as attributes, s.probability, s.previous_probability as "previousProbability",
  s.value_if_stays as "valueIfStays", s.value_at_risk as "valueAtRisk", s.expected_value as "expectedValue", s.orders, s.amount, s.first_ordered_on::text as "firstOrderedOn", s.last_ordered_on::text as "lastOrderedOn",
  ${dataUntil}::date - s.last_ordered_on as "daysSinceOrder", s.usual_gap as "usualGap", s.long_gap as "longGap", s.is_between_orders as "isBetweenOrders", s.next_order_on::text as "nextOrderOn", s.no_order as "noOrder",
  s.probability_alive as "probabilityAlive", s.recency_score as "recencyScore", s.frequency_score as "frequencyScore", s.monetary_score as "monetaryScore", s.rfm_segment as "rfmSegment", s.reasons`;
const scored = ({ orgId, runId }: Scale) => sql`churn_scores s join customers c on c.org_id = s.org_id and c.id = s.customer_id where s.org_id = ${orgId} and s.run_id = ${runId}`;
const parse = (row: ScoredCustomer): ScoredCustomer => ({ ...row, reasons: row.reasons === null ? null : ChurnReason.array().parse(row.reasons) });

const risks = (threshold: number): Record<ChurnRisk, SQL> => ({
  high: sql`s.probability >= ${threshold}`,
  watch: sql`s.probability < ${threshold} and s.probability >= ${threshold / 2}`,
  low: sql`s.probability < ${threshold / 2}`,
  lost: sql`s.probability is null`,
});
const sorts: Record<ChurnFilter['sort'], SQL> = { valueAtRisk: sql`s.value_at_risk`, probability: sql`s.probability`, value: sql`s.expected_value`, lastOrder: sql`s.last_ordered_on`, name: sql`lower(coalesce(c.name, c.code))` };
const crossedOver = (threshold: number) => sql`s.probability >= ${threshold} and s.previous_probability < ${threshold}`;

/** Where the fifth of scored customers begins that is worth most. */
const worthOfValuable = ({ orgId, runId }: Scale) => sql`(select percentile_disc(0.8) within group (order by value_if_stays) from churn_scores where org_id = ${orgId} and run_id = ${runId} and probability is not null)`;

function conditions({ q, segment, rfm, risk, crossed, contactable }: ChurnFilter, scale: Scale): SQL {
  const { threshold } = scale;
  const like = `%${(q ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql.join(
    [
      sql`true`,
      ...(q ? [sql`(c.code ilike ${like} or c.name ilike ${like} or c.email ilike ${like})`] : []),
      ...(segment === undefined ? [] : [sql`c.segment = ${segment}`]),
      ...(rfm === undefined ? [] : [sql`s.rfm_segment = ${rfm}`]),
      ...(risk === undefined ? [] : [risks(threshold)[risk]]),
      ...(crossed ? [crossedOver(threshold), sql`s.value_if_stays >= ${worthOfValuable(scale)}`] : []),
      ...(contactable === undefined ? [] : [sql`c.has_consent = ${contactable}`]),
    ],
    sql` and `,
  );
}

/** One page of the list, with how many there are. */
export async function listCustomers(tx: Tx, scale: Scale, filter: ChurnFilter, { offset, limit }: { offset: number; limit: number }): Promise<{ rows: ScoredCustomer[]; total: number }> {
  const where = conditions(filter, scale);
  const direction = sql.raw(filter.dir);
  const rows = await tx.execute<ScoredCustomer & Record<string, unknown>>(sql`
    select ${columns(scale.dataUntil)} from ${scored(scale)} and ${where} order by ${sorts[filter.sort]} ${direction} nulls last, c.id limit ${limit} offset ${offset}`);
  const [count] = await tx.execute<{ total: number }>(sql`select count(*)::int as total from ${scored(scale)} and ${where}`);
  return { rows: rows.map(parse), total: count!.total };
}

export async function findCustomer(tx: Tx, scale: Scale, customerId: number): Promise<ScoredCustomer | undefined> {
  const [row] = await tx.execute<ScoredCustomer & Record<string, unknown>>(sql`select ${columns(scale.dataUntil)} from ${scored(scale)} and c.id = ${customerId}`);
  return row === undefined ? undefined : parse(row);
}

/** What each run said of a customer, oldest first. */
export async function listScoreHistory(tx: Tx, orgId: OrgId, customerId: number): Promise<{ date: string; probability: number | null; hasLeft: boolean | null }[]> {
  const rows = await tx.execute<{ date: string; probability: number | null; hasLeft: boolean | null }>(sql`
    select distinct on (m.data_until) m.data_until::text as date, s.probability, s.has_left as "hasLeft" from churn_scores s
    join churn_models m on m.org_id = s.org_id and m.run_id = s.run_id join training_runs r on r.org_id = s.org_id and r.id = s.run_id
    where s.org_id = ${orgId} and s.customer_id = ${customerId} order by m.data_until, r.finished_at desc`);
  return [...rows];
}

/** Customers above the threshold now whom the run before saw below it, of those worth at least `worth`, by value at risk. */
export async function listCrossed(tx: Tx, scale: Scale, worth: number, limit: number): Promise<ScoredCustomer[]> {
  const rows = await tx.execute<ScoredCustomer & Record<string, unknown>>(sql`
    select ${columns(scale.dataUntil)} from ${scored(scale)} and ${crossedOver(scale.threshold)} and s.value_if_stays >= ${worth} order by s.value_at_risk desc, c.id limit ${limit}`);
  return rows.map(parse);
}

/** Those a message may go to, by value at risk. */
export async function listCandidates(tx: Tx, scale: Scale, { segment, country }: { segment?: string | undefined; country?: string | undefined }): Promise<ScoredCustomer[]> {
  const rows = await tx.execute<ScoredCustomer & Record<string, unknown>>(sql`
    select ${columns(scale.dataUntil)} from ${scored(scale)} and s.probability >= ${scale.threshold}
      and ${segment === undefined ? sql`true` : sql`c.segment = ${segment}`} and ${country === undefined ? sql`true` : sql`c.country = ${country}`}
    order by s.value_at_risk desc, c.id`);
  return rows.map(parse);
}

export interface RiskSummary {
  readonly risk: ChurnRisk;
  readonly customers: number;
  readonly contactable: number;
  readonly valueAtRisk: number;
  readonly valuable: number;
  readonly valuableAtRisk: number;
  readonly crossed: number;
  /** those where writing brings more than it costs, who may be written to, and what it brings */
  readonly paying: number;
  readonly gain: number;
}

/** The fifth of scored customers that is worth most begins at `worth`; a message costs `cost` and keeps the share `kept`. */
export async function summarizeRisks(tx: Tx, scale: Scale, { cost, kept }: { cost: number; kept: number }): Promise<{ worth: number; risks: RiskSummary[] }> {
  const [top] = await tx.execute<{ worth: number | null }>(sql`select ${worthOfValuable(scale)} as worth`);
  const worth = top?.worth ?? 0;
  const cases = sql.join(Object.entries(risks(scale.threshold)).map(([name, condition]) => sql`when ${condition} then ${name}`), sql` `);
  const pays = sql`c.has_consent and s.value_at_risk * ${kept} > ${cost}`;
  const rows = await tx.execute<RiskSummary & Record<string, unknown>>(sql`
    select case ${cases} end as risk, count(*)::int as customers, count(*) filter (where c.has_consent)::int as contactable, sum(s.value_at_risk)::float8 as "valueAtRisk",
      count(*) filter (where s.value_if_stays >= ${worth} and s.value_if_stays > 0)::int as valuable, coalesce(sum(s.value_at_risk) filter (where s.value_if_stays >= ${worth}), 0)::float8 as "valuableAtRisk",
      count(*) filter (where ${crossedOver(scale.threshold)} and s.value_if_stays >= ${worth})::int as crossed,
      count(*) filter (where ${pays})::int as paying, coalesce(sum(s.value_at_risk * ${kept} - ${cost}) filter (where ${pays}), 0)::float8 as gain
    from ${scored(scale)} group by 1`);
  return { worth, risks: [...rows] };
}

/** How many customers lie at or above each threshold but below the one before; `thresholds` fall. */
export async function countByThreshold(tx: Tx, scale: Scale, thresholds: readonly number[]): Promise<{ bucket: number; customers: number; contactable: number; valueAtRisk: number; reachable: number }[]> {
  const rising = [...thresholds].reverse();
  const rows = await tx.execute<{ bucket: number; customers: number; contactable: number; valueAtRisk: number; reachable: number }>(sql`
    select ${thresholds.length} - width_bucket(s.probability::float8, ${sql.param(rising)}::float8[]) as bucket, count(*)::int as customers, count(*) filter (where c.has_consent)::int as contactable,
      sum(s.value_at_risk)::float8 as "valueAtRisk", coalesce(sum(s.value_at_risk) filter (where c.has_consent), 0)::float8 as reachable
    from ${scored(scale)} and s.probability is not null group by 1`);
  return [...rows];
}
