import type { Tx } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import { sql } from 'drizzle-orm';
import { chance } from './company';

const HORIZON = 13;
const runs = { forecast: '11111111-1111-4111-8111-111111111111', recommend: '22222222-2222-4222-8222-222222222222', churn: '33333333-3333-4333-8333-333333333333' } as const;
const params = {
  forecast: { capability: 'forecast', frequency: 'week', horizon: HORIZON, effort: 'quick' },
  recommend: { capability: 'recommend', responseDays: 28, effort: 'quick' },
  churn: { capability: 'churn', kind: 'purchases', windowDays: 90 },
};
/** Last Monday of a whole week before yesterday. */
const cutoff = sql`(date_trunc('week', current_date - 1)::date - 7)`;

/** What runs of the three kinds would have written, as many rows and as long ones. */
export async function seedPredictions(tx: Tx, orgId: OrgId): Promise<void> {
  for (const [capability, runId] of Object.entries(runs)) {
    await tx.execute(sql`insert into training_runs (org_id, id, capability, status, queued_at, started_at, finished_at, params, seed) values (${orgId}, ${runId}, ${capability}, 'succeeded', now(), now(), now(), ${JSON.stringify(params[capability as keyof typeof params])}::text::jsonb, 1)`);
    await tx.execute(sql`insert into serving_runs (org_id, capability, frequency, run_id) values (${orgId}, ${capability}, ${capability === 'forecast' ? 'week' : 'all'}, ${runId})`);
  }
  await seedForecasts(tx, orgId);
  await seedRecommendations(tx, orgId);
  await seedChurn(tx, orgId);
}

async function seedForecasts(tx: Tx, orgId: OrgId): Promise<void> {
  const runId = runs.forecast;
  await tx.execute(sql`create temp table level on commit drop as
    select s.id, p.category, s.product_id, s.location_id, coalesce(sum(d.quantity) / 26, 0.1) as mean from series s
    join products p on p.org_id = s.org_id and p.id = s.product_id
    left join daily_demand d on d.org_id = s.org_id and d.series_id = s.id and d.date > current_date - 182 where s.org_id = ${orgId} group by 1, 2, 3, 4`);
  await tx.execute(sql`insert into forecasts (org_id, run_id, series_id, frequency, cutoff, model, series_class, mean, quantiles, recent, next_mean, next_lower, next_upper, change, wape, tracking_signal, bias_periods)
    select ${orgId}, ${runId}, id, 'week', ${cutoff}, 'combination', (array['smooth', 'erratic', 'intermittent', 'lumpy'])[1 + id % 4],
      array(select mean * (1 + 0.2 * sin(h)) from generate_series(1, ${HORIZON}::int) h), array(select mean * (0.2 + 0.16 * q) * (1 + 0.2 * sin(h)) from generate_series(1, 9) q, generate_series(1, ${HORIZON}::int) h order by q, h),
      array(select mean * (0.5 + ${chance(sql`id * 16 + k`, 5)}) from generate_series(1, 12) k order by k), mean * ${HORIZON}::int, mean * ${HORIZON}::int * 0.7, mean * ${HORIZON}::int * 1.4,
      ${chance(sql`id`, 6)} - 0.5, 0.2 + 0.6 * ${chance(sql`id`, 7)}, 4 * ${chance(sql`id`, 8)} - 2, case when id % 50 = 0 then 5 end from level`);
  await tx.execute(sql`insert into backtest_forecasts (org_id, run_id, series_id, cutoff, model, mean, median, lower, upper)
    select ${orgId}, ${runId}, id, ${cutoff} - 7 * ${HORIZON}::int * back, 'combination', array_fill(mean::real, array[${HORIZON}::int]), array_fill(mean::real, array[${HORIZON}::int]), array_fill((0.5 * mean)::real, array[${HORIZON}::int]), array_fill((1.5 * mean)::real, array[${HORIZON}::int])
    from level, generate_series(1, 4) back`);
  await tx.execute(sql`insert into forecast_scores (org_id, run_id, model, series_class, series_count, wape, mase, rmsse, smape, wql, coverage80, bias, fit_seconds, predict_seconds, is_champion)
    select ${orgId}, ${runId}, model, series_class, 12500, 0.4, 0.9, 0.9, 0.5, 0.3, 0.8, 0.01, 10, 1, model = 'combination' from unnest(array['combination', 'ets', 'theta']) model, unnest(array['all', 'smooth', 'erratic', 'intermittent', 'lumpy']) series_class`);
  const sums = sql`sum(mean) as mean, count(*) as series_count`;
  await tx.execute(sql`insert into aggregate_forecasts (org_id, run_id, level, key, category, location_id, product_id, series_count, mean, quantiles, next_mean, next_lower, next_upper, change)
    select ${orgId}, ${runId}, level, key, category, location_id, product_id, series_count, array_fill(mean::real, array[${HORIZON}::int]), array(select mean * (0.8 + 0.04 * q) from generate_series(1, 9) q, generate_series(1, ${HORIZON}::int) h order by q, h),
      mean * ${HORIZON}::int, mean * ${HORIZON}::int * 0.9, mean * ${HORIZON}::int * 1.1, 0.05
    from (select 'total' as level, '' as key, null as category, null::bigint as location_id, null::bigint as product_id, ${sums} from level
      union all select 'category', category, category, null, null, ${sums} from level group by category
      union all select 'location', location_id::text, null, location_id, null, ${sums} from level group by location_id
      union all select 'category_location', location_id || '/' || category, category, location_id, null, ${sums} from level group by category, location_id
      union all select 'product', product_id::text, null, null, product_id, ${sums} from level group by product_id) levels`);
}

async function seedRecommendations(tx: Tx, orgId: OrgId): Promise<void> {
  const runId = runs.recommend;
  await tx.execute(sql`create temp table catalogue on commit drop as select min(id) as first, count(*)::int as products from products where org_id = ${orgId}`);
  await tx.execute(sql`insert into recommendation_models (org_id, run_id, data_until, response_days, customers, products, interactions, baskets, calibration)
    select ${orgId}, ${runId}, current_date - 1, 28, (select count(*) from customers where org_id = ${orgId}), products, 4000000, 1250000, '[]' from catalogue`);
  await tx.execute(sql`insert into customer_recommendations (org_id, run_id, customer_id, orders, last_ordered_on, product_ids, scores, probabilities, quantities, due_days, reason_product_ids, reason_shares, value)
    select ${orgId}, ${runId}, c.id, 1 + c.id % 40, current_date - 1 - (c.id % 300)::int, array(select first + (c.id * 31 + k * 97) % products from generate_series(1, 50) k order by k),
      array(select 1.0 / (k + 3) from generate_series(1, 50) k order by k), array(select 0.5 / (k + 3) from generate_series(1, 50) k order by k), array_fill(1::real, array[50]),
      array(select case when k % 5 = 0 then 5 end from generate_series(1, 50) k order by k), array(select first + (c.id * 13 + r * 29) % products from generate_series(1, 150) r order by r), array_fill(0.3::real, array[150]), 10000 * ${chance(sql`c.id`, 9)}
    from customers c, catalogue where c.org_id = ${orgId}`);
  await tx.execute(sql`insert into product_audiences (org_id, run_id, product_id, customer_ids, probabilities, buyers, recent_buyers, usual_quantity, unit_price, repeat_share, interval_days, is_cold, expected_buyers, value)
    select ${orgId}, ${runId}, p.id, array(select 1 + (p.id * 131 + k * 17) % 50000 from generate_series(1, 2000) k order by k), array(select 0.4 / (k + 3) from generate_series(1, 2000) k order by k),
      100 + p.id % 400, p.id % 60, 2, p.price_minor / 100.0, 0.3, 30, false, 5 + p.id % 30, 100000 * ${chance(sql`p.id`, 10)} from products p where p.org_id = ${orgId}`);
  await tx.execute(sql`insert into popular_products (org_id, run_id, scope, name, customers, product_ids, probabilities)
    select ${orgId}, ${runId}, scope, group_name, 10000, array(select first + (k * 7919) % products from generate_series(1, 50) k, catalogue), array_fill(0.02::real, array[50])
    from (select 'segment' as scope, 'Segment ' || n as group_name from generate_series(0, 4) n union all select 'everyone', '') groups`);
  await tx.execute(sql`insert into product_pairs (org_id, run_id, product_a, product_b, baskets, support, confidence_ab, confidence_ba, lift, lift_low, log_likelihood_ratio)
    select ${orgId}, ${runId}, p.id, p.id + d, 20, 0.001, 0.1, 0.1, 4, 3, 50 + d + ${chance(sql`p.id`, 11)} from products p, generate_series(1, 10) d, catalogue where p.org_id = ${orgId} and p.id + d < first + products`);
  await tx.execute(sql`insert into category_affinity (org_id, run_id, from_category, to_category, customers, share, lift, lift_low, lift_high)
    select ${orgId}, ${runId}, a, b, 1000, 0.3, 1.5, 1.2, 1.8 from (select distinct category as a from products where org_id = ${orgId}) x, (select distinct category as b from products where org_id = ${orgId}) y where a <> b`);
}

async function seedChurn(tx: Tx, orgId: OrgId): Promise<void> {
  const runId = runs.churn;
  const curve = Array.from({ length: 21 }, (_, k) => ({ threshold: 1 - k / 20, contacts: 2500 * k, contactShare: k / 20, recall: Math.min(1, k / 12), precision: 1 - 0.03 * k, falsePositiveRate: k / 25, lift: 3 - k / 10, valueFound: 1_000_000 * k }));
  await tx.execute(sql`insert into churn_models (org_id, run_id, kind, data_until, window_days, cutoff, horizon_months, learnt_from, churn_rate, scored, lost, threshold, margin, excluded, skipped, "window", curve, calibration, importance, drift, fairness)
    values (${orgId}, ${runId}, 'purchases', current_date - 1, 90, current_date - 91, 12, 40000, 0.3, 45000, 5000, 0.5, 0.4, '{}', '{}', null, ${JSON.stringify(curve)}::text::jsonb, '[]', '[]', '[]', '[]')`);
  await tx.execute(sql`insert into churn_model_scores (org_id, run_id, model, roc_auc, pr_auc, brier, log_loss, f1, lift10, weight, fit_seconds, is_champion)
    values (${orgId}, ${runId}, 'combination', 0.8, 0.6, 0.15, 0.4, 0.6, 2.5, 1, 10, true), (${orgId}, ${runId}, 'gradientBoosting', 0.79, 0.6, 0.15, 0.4, 0.6, 2.5, 0.6, 10, false)`);
  await tx.execute(sql`create temp table bought on commit drop as
    select customer_id as id, count(distinct order_no)::int as orders, sum(quantity * unit_price) * 100 as amount, min(sold_on) as first, max(sold_on) as last from sales_lines where org_id = ${orgId} group by 1`);
  await tx.execute(sql`insert into churn_scores (org_id, run_id, customer_id, state, probability, previous_probability, value_if_stays, value_at_risk, expected_value, orders, amount, first_ordered_on, last_ordered_on, usual_gap, long_gap, next_order_on, no_order, probability_alive, recency_score, frequency_score, monetary_score, rfm_segment, reasons)
    select ${orgId}, ${runId}, id, case when id % 10 = 0 then 'lost' else 'active' end, case when id % 10 > 0 then p end, case when id % 10 > 0 then ${chance(sql`id`, 13)} end, amount / 2, p * amount / 2, (1 - p) * amount / 2, orders, amount, first, last, 30, 60, current_date + (id % 60)::int,
      array(select exp(-0.02 * k * (1 - p)) from generate_series(1, 10) k order by k), 1 - p, 1 + id % 5, 1 + id % 4, 1 + id % 3,
      (array['champions', 'loyal', 'potentialLoyal', 'new', 'promising', 'needAttention', 'aboutToSleep', 'atRisk', 'cannotLose', 'hibernating', 'lost'])[1 + id % 11],
      '[{"feature": "recency", "value": 40, "contribution": 0.8}, {"feature": "frequency", "value": 5, "contribution": -0.3}, {"feature": "monetary", "value": 900, "contribution": -0.1}]'
    from (select *, ${chance(sql`id`, 12)} as p from bought) scored`);
}
