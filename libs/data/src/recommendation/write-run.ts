import { sql, type SQL } from 'drizzle-orm';
import type { Queryable, Tx } from '../client/database';
import type { OrgId, RunId } from '../contract/ids';
import type { CalibrationBin } from '../contract/recommendation';
import { retiredRuns } from '../training/index';

export interface RunKey {
  readonly orgId: OrgId;
  readonly runId: RunId;
}

type Numbers = ArrayLike<number | null>;

export interface ListRow {
  readonly customerId: number;
  readonly orders: number;
  readonly lastOrderedOn: string;
  readonly productIds: Numbers;
  readonly scores: Numbers;
  readonly probabilities: Numbers;
  readonly quantities: Numbers;
  readonly quantityScale: number;
  readonly dueDays: Numbers;
  readonly reasonProductIds: Numbers;
  readonly reasonShares: Numbers;
  readonly value: number;
}

export interface AudienceRow {
  readonly productId: number;
  readonly customerIds: Numbers;
  readonly probabilities: Numbers;
  readonly buyers: number;
  readonly recentBuyers: number;
  readonly usualQuantity: number;
  readonly unitPrice: number | null;
  readonly repeatShare: number;
  readonly intervalDays: number | null;
  readonly isCold: boolean;
  readonly expectedBuyers: number;
  readonly value: number;
}

export interface PopularRow {
  readonly scope: 'everyone' | 'segment' | 'country';
  readonly name: string;
  readonly customers: number;
  readonly productIds: Numbers;
  readonly probabilities: Numbers;
}

export interface PairRow {
  readonly productA: number;
  readonly productB: number;
  readonly baskets: number;
  readonly support: number;
  readonly confidenceAb: number;
  readonly confidenceBa: number;
  readonly lift: number;
  readonly liftLow: number;
  readonly logLikelihoodRatio: number;
}

export interface BundleRow {
  readonly place: number;
  readonly productIds: Numbers;
  readonly baskets: number;
  readonly support: number;
  readonly lift: number;
}

export interface AffinityRow {
  readonly fromCategory: string;
  readonly toCategory: string;
  readonly customers: number;
  readonly share: number;
  readonly lift: number;
  readonly liftLow: number;
  readonly liftHigh: number;
}

export interface ScoreRow {
  readonly model: string;
  readonly hitRate10: number | null;
  readonly ndcg10: number | null;
  readonly recall20: number | null;
  readonly coverage10: number | null;
  readonly novelty10: number | null;
  readonly weight: number;
  readonly fitSeconds: number;
  readonly isChampion: boolean;
}

export interface RunResults {
  readonly model: { readonly dataUntil: string; readonly responseDays: number; readonly customers: number; readonly products: number; readonly interactions: number; readonly baskets: number; readonly calibration: readonly CalibrationBin[] };
  readonly lists: Iterable<ListRow>;
  readonly audiences: Iterable<AudienceRow>;
  readonly popular: Iterable<PopularRow>;
  readonly pairs: Iterable<PairRow>;
  readonly bundles: Iterable<BundleRow>;
  readonly affinity: Iterable<AffinityRow>;
  readonly scores: Iterable<ScoreRow>;
}

const TABLES = ['recommendation_models', 'customer_recommendations', 'product_audiences', 'popular_products', 'product_pairs', 'product_bundles', 'category_affinity', 'recommendation_scores'] as const;
/** Runs whose lists are kept beside the served one. */
const RUNS_KEPT = 1;

/** Writes all that a run found, replacing what an earlier attempt of it may have left. */
export async function writeRunResults(tx: Tx, key: RunKey, results: RunResults): Promise<void> {
  for (const table of TABLES) await tx.execute(sql`delete from ${sql.identifier(table)} where org_id = ${key.orgId} and run_id = ${key.runId}`);
  const { dataUntil, responseDays, customers, products, interactions, baskets, calibration } = results.model;
  await tx.execute(sql`
    insert into recommendation_models (org_id, run_id, data_until, response_days, customers, products, interactions, baskets, calibration)
    values (${key.orgId}, ${key.runId}::uuid, ${dataUntil}::date, ${responseDays}, ${customers}, ${products}, ${interactions}, ${baskets}, ${JSON.stringify(calibration)}::jsonb)`);
  await insertRows(tx, key, 'customer_recommendations', results.lists, {
    customer_id: ['bigint', (row) => row.customerId],
    orders: ['int', (row) => row.orders],
    last_ordered_on: ['date', (row) => row.lastOrderedOn],
    product_ids: ['bigint[]', (row) => row.productIds],
    scores: ['real[]', (row) => row.scores],
    probabilities: ['real[]', (row) => row.probabilities],
    quantities: ['real[]', (row) => row.quantities],
    quantity_scale: ['real', (row) => row.quantityScale],
    due_days: ['int[]', (row) => row.dueDays],
    reason_product_ids: ['bigint[]', (row) => row.reasonProductIds],
    reason_shares: ['real[]', (row) => row.reasonShares],
    value: ['float8', (row) => row.value],
  });
  await insertRows(tx, key, 'product_audiences', results.audiences, {
    product_id: ['bigint', (row) => row.productId],
    customer_ids: ['bigint[]', (row) => row.customerIds],
    probabilities: ['real[]', (row) => row.probabilities],
    buyers: ['int', (row) => row.buyers],
    recent_buyers: ['int', (row) => row.recentBuyers],
    usual_quantity: ['real', (row) => row.usualQuantity],
    unit_price: ['numeric', (row) => row.unitPrice],
    repeat_share: ['real', (row) => row.repeatShare],
    interval_days: ['real', (row) => row.intervalDays],
    is_cold: ['boolean', (row) => row.isCold],
    expected_buyers: ['float8', (row) => row.expectedBuyers],
    value: ['float8', (row) => row.value],
  });
  await insertRows(tx, key, 'popular_products', results.popular, {
    scope: ['text', (row) => row.scope],
    name: ['text', (row) => row.name],
    customers: ['int', (row) => row.customers],
    product_ids: ['bigint[]', (row) => row.productIds],
    probabilities: ['real[]', (row) => row.probabilities],
  });
  await insertRows(tx, key, 'product_pairs', results.pairs, {
    product_a: ['bigint', (row) => row.productA],
    product_b: ['bigint', (row) => row.productB],
    baskets: ['int', (row) => row.baskets],
    support: ['float8', (row) => row.support],
    confidence_ab: ['float8', (row) => row.confidenceAb],
    confidence_ba: ['float8', (row) => row.confidenceBa],
    lift: ['float8', (row) => row.lift],
    lift_low: ['float8', (row) => row.liftLow],
    log_likelihood_ratio: ['float8', (row) => row.logLikelihoodRatio],
  });
  await insertRows(tx, key, 'product_bundles', results.bundles, {
    place: ['int', (row) => row.place],
    product_ids: ['bigint[]', (row) => row.productIds],
    baskets: ['int', (row) => row.baskets],
    support: ['float8', (row) => row.support],
    lift: ['float8', (row) => row.lift],
  });
  await insertRows(tx, key, 'category_affinity', results.affinity, {
    from_category: ['text', (row) => row.fromCategory],
    to_category: ['text', (row) => row.toCategory],
    customers: ['int', (row) => row.customers],
    share: ['float8', (row) => row.share],
    lift: ['float8', (row) => row.lift],
    lift_low: ['float8', (row) => row.liftLow],
    lift_high: ['float8', (row) => row.liftHigh],
  });
  await insertRows(tx, key, 'recommendation_scores', results.scores, {
    model: ['text', (row) => row.model],
    hit_rate10: ['float8', (row) => row.hitRate10],
    ndcg10: ['float8', (row) => row.ndcg10],
    recall20: ['float8', (row) => row.recall20],
    coverage10: ['float8', (row) => row.coverage10],
    novelty10: ['float8', (row) => row.novelty10],
    weight: ['float8', (row) => row.weight],
    fit_seconds: ['float8', (row) => row.fitSeconds],
    is_champion: ['boolean', (row) => row.isChampion],
  });
}

type Cell = number | string | boolean | null | Numbers;
type Columns<Row> = Readonly<Record<string, readonly [type: string, of: (row: Row) => Cell]>>;
const ROWS_A_STATEMENT = 500;

/** One array a column by `unnest`, which flattens arrays of arrays: those travel as their literals and are cast row by row. */
async function insertRows<Row>(tx: Tx, { orgId, runId }: RunKey, table: (typeof TABLES)[number], rows: Iterable<Row>, columns: Columns<Row>): Promise<void> {
  const names = Object.keys(columns);
  const identifiers = sql.join(names.map((name) => sql.identifier(name)), sql`, `);
  const values = sql.join(names.map((name) => sql`${sql.identifier(name)}::${sql.raw(columns[name]![0])}`), sql`, `);
  const insert = (batch: readonly Row[]) => {
    const arrays = names.map((name): SQL => sql`${sql.param(batch.map((row) => literalOf(columns[name]![1](row))))}::text[]`);
    return tx.execute(sql`
      insert into ${sql.identifier(table)} (org_id, run_id, ${identifiers}) select ${orgId}, ${runId}::uuid, ${values}
      from unnest(${sql.join(arrays, sql`, `)}) as r(${identifiers})`);
  };
  let batch: Row[] = [];
  for (const row of rows) {
    if (batch.push(row) < ROWS_A_STATEMENT) continue;
    await insert(batch);
    batch = [];
  }
  if (batch.length > 0) await insert(batch);
}

function literalOf(cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell !== 'object') return String(cell);
  return `{${Array.from(cell, (value) => (value === null ? 'null' : String(value))).join(',')}}`;
}

/** Forgets the lists, not the scores, of runs that neither serve nor were served just before. */
export async function pruneRuns(tx: Tx, orgId: OrgId): Promise<void> {
  for (const table of TABLES) {
    if (table === 'recommendation_scores') continue;
    await tx.execute(sql`delete from ${sql.identifier(table)} where org_id = ${orgId} and run_id in (${retiredRuns(orgId, 'recommend', RUNS_KEPT)})`);
  }
}

/** Tells the planner how much there is now. As the owner. */
export async function analyzeRun(owner: Queryable): Promise<void> {
  await owner.execute(sql`analyze customer_recommendations, product_audiences, popular_products, product_pairs`);
}
