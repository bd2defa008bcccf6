import type { TransactionSql } from 'postgres';
import type { OrgId } from '../contract/ids';
import { CAMPAIGN_DAYS } from './campaign';
import { copy, rowsOf } from './copy';
import type { DemoCompany } from './simulation';

/** Who planned it: the marketer among the demo's people, who get their accounts later. */
const MARKETER = { id: 'demo-marketer', name: 'Mei Marketer' };
const COST_MINOR = 8;

interface Ids {
  readonly productIds: readonly number[];
  readonly customerIds: readonly number[];
}

/** Writes the campaign of the demo's past with its list; what it brought stands in the sales. */
export async function writeCampaign(sql: TransactionSql, orgId: OrgId, { campaign, calendar, products, prices }: DemoCompany, { productIds, customerIds }: Ids): Promise<void> {
  const { product, day, holdoutShare, members, withoutConsent } = campaign;
  const priceMinor = prices[product * calendar.days + day]!;
  const contacts = members.filter(({ isHoldout }) => !isHoldout);
  const mean = contacts.reduce((sum, { responseProbability }) => sum + responseProbability, 0);
  const half = 1.96 * Math.sqrt(contacts.reduce((sum, { responseProbability: p }) => sum + p * (1 - p), 0));
  const estimate = (worth: number) => ({ mean: Math.round(mean * worth), lower: Math.round(Math.max(0, mean - half) * worth), upper: Math.round((mean + half) * worth) });
  const made = calendar.iso(day - 3);
  const [row] = await sql<{ id: number }[]>`
    insert into campaigns (org_id, name, origin, product_id, action, owner_id, owner_name, due_on, budget, cost_minor, holdout_share, window_days, removed, expected, status, sent_on, created_by, created_at)
    values (${orgId}, ${`Letter: ${products[product]!.name}`}, 'recommendation', ${productIds[product]!}, 'Letter with a recipe and a sample', ${MARKETER.id}, ${MARKETER.name}, ${calendar.iso(day)}, ${contacts.length},
      ${COST_MINOR}, ${holdoutShare}, ${CAMPAIGN_DAYS}, ${JSON.stringify([{ reason: 'no_consent', count: withoutConsent }])}::jsonb, ${JSON.stringify({ responses: estimate(1), revenueMinor: estimate(priceMinor) })}::jsonb, 'sent', ${calendar.iso(day)}, ${MARKETER.name}, ${`${made} 10:00:00+00`})
    returning id::int as id`;
  await copy(
    sql,
    'campaign_members',
    ['org_id', 'campaign_id', 'customer_id', 'rank', 'is_holdout', 'response_probability', 'expected_revenue_minor', 'reason'],
    rowsOf(members, ({ customer, isHoldout, responseProbability, hasBoughtBefore }, k) => [orgId, row!.id, customerIds[customer], k + 1, isHoldout, responseProbability, responseProbability * priceMinor, JSON.stringify({ kind: hasBoughtBefore ? 'again' : 'new', products: [] })]),
  );
}
