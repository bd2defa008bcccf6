import { recommendation, withOrg } from '@almanac/data';
import { DomainError, minorUnitsOf, type CustomerFilter, type CustomerRecommendations, type RecommendationSettings, type RecommendedItem } from '@almanac/data/contract';
import { fill, type About, type Column, type Table } from '../exports/index';
import type { OrgContext } from '../platform/context';
import { recommendForCustomers } from './recommend-for-customer';
import { companyToday } from './service';
import type { RecommendationWords } from './words';

interface ExportedRow {
  readonly list: CustomerRecommendations;
  readonly place: number;
  readonly item: RecommendedItem;
}

export interface Exported {
  readonly table: Table<ExportedRow>;
  readonly model: recommendation.ServedModel;
}

/**
 * A table of what to tell whom, a row for each customer and product: customers who may be written to, the most valuable first.
 * @throws DomainError `recommendation.none_yet`
 */
export async function exportRecommendations(ctx: OrgContext, words: RecommendationWords, filter: CustomerFilter, limit: number): Promise<Exported> {
  const { database, orgId } = ctx;
  const contactable = { ...filter, contactable: true };
  const { model, settings, leftOut } = await withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) throw new DomainError('recommendation.none_yet');
    const leftOut = await recommendation.countCustomerRows(tx, { orgId, runId: model.runId, filter: { ...filter, contactable: false } });
    return { model, settings: await recommendation.getSettings(tx, orgId), leftOut };
  });
  return { model, table: toTable(ctx, words, { model, settings, leftOut, filter, limit }, forEachRow(ctx, model.runId, contactable, limit)) };
}

const CUSTOMERS_A_PAGE = 200;

async function* forEachRow(ctx: OrgContext, runId: string, filter: CustomerFilter, limit: number): AsyncGenerator<ExportedRow> {
  const { database, orgId } = ctx;
  for (let offset = 0; ; offset += CUSTOMERS_A_PAGE) {
    const lists = await withOrg(database.db, orgId, async (tx) => {
      const page = await recommendation.listCustomerRows(tx, { orgId, runId, filter, offset, limit: CUSTOMERS_A_PAGE });
      return page.length === 0 ? [] : recommendForCustomers(tx, { ...companyToday(ctx), customerIds: page.map(({ id }) => id), limit, purpose: 'contact' });
    });
    for (const list of lists) for (const [k, item] of list.items.entries()) yield { list, place: k + 1, item };
    if (lists.length < CUSTOMERS_A_PAGE) return;
  }
}

interface Facts {
  readonly model: recommendation.ServedModel;
  readonly settings: RecommendationSettings;
  readonly leftOut: number;
  readonly filter: CustomerFilter;
  readonly limit: number;
}

function toTable({ org, clock }: OrgContext, words: RecommendationWords, { model, settings, leftOut, filter, limit }: Facts, rows: AsyncIterable<ExportedRow>): Table<ExportedRow> {
  const { texts } = words;
  const inCurrency = (text: string) => fill(text, { currency: org.currency, days: model.responseDays });
  const major = (minor: number | null | undefined) => (minor == null ? null : minor / minorUnitsOf(org.currency));
  const columns: Column<ExportedRow>[] = [
    { header: texts.code, kind: 'text', width: 14, value: ({ list }) => list.customer.code },
    { header: texts.name, kind: 'text', width: 28, value: ({ list }) => list.customer.name },
    { header: texts.email, kind: 'text', width: 28, value: ({ list }) => list.customer.email },
    { header: texts.segment, kind: 'text', width: 14, value: ({ list }) => list.customer.segment },
    { header: texts.country, kind: 'text', width: 10, value: ({ list }) => list.customer.country },
    { header: texts.place, kind: 'integer', value: ({ place }) => place },
    { header: texts.productCode, kind: 'text', width: 16, value: ({ item }) => item.code },
    { header: texts.product, kind: 'text', width: 36, value: ({ item }) => item.name },
    { header: texts.category, kind: 'text', width: 18, value: ({ item }) => item.category },
    { header: texts.reason, kind: 'text', width: 48, value: ({ list, item }) => reasonOf(words, list, item) },
    { header: texts.probability, kind: 'share', value: ({ item }) => item.probability },
    { header: texts.quantity, kind: 'decimal', value: ({ item }) => item.quantity },
    { header: inCurrency(texts.price), kind: 'money', value: ({ item }) => major(item.priceMinor) },
    { header: inCurrency(texts.revenue), kind: 'money', value: ({ item }) => major(item.expectedRevenueMinor?.mean) },
    { header: inCurrency(texts.lower), kind: 'money', value: ({ item }) => major(item.expectedRevenueMinor?.lower) },
    { header: inCurrency(texts.upper), kind: 'money', value: ({ item }) => major(item.expectedRevenueMinor?.upper) },
    { header: inCurrency(texts.margin), kind: 'money', value: ({ item }) => major(item.expectedMarginMinor) },
    { header: texts.dueOn, kind: 'date', value: ({ item }) => item.dueOn },
  ];
  const filters = [[texts.search, filter.q], [texts.segment, filter.segment], [texts.country, filter.country]].filter(([, value]) => value !== undefined && value !== '');
  const about: About = [
    [texts.whatLabel, fill(texts.what, { limit, dataUntil: model.dataUntil, run: model.runId })],
    [texts.company, org.name],
    [texts.made, clock.now()],
    [texts.filters, filters.length === 0 ? texts.noFilters : filters.map(([name, value]) => `${name}: ${value}`).join('; ')],
    [texts.leftOut, fill(settings.capDays === 0 ? texts.leftOutUncapped : texts.leftOutText, { count: leftOut, contacts: settings.capContacts, days: settings.capDays })],
    [texts.units, inCurrency(texts.unitsText)],
    [texts.reading, texts.readingText],
  ];
  return { title: texts.title, aboutTitle: texts.about, about, columns, rows };
}

function reasonOf({ texts, popular }: RecommendationWords, { source }: CustomerRecommendations, { kind, reasons }: RecommendedItem): string {
  if (kind === 'again') return texts.boughtAgain;
  if (kind === 'popular') return popular[source];
  return reasons.length === 0 ? texts.general : fill(texts.bought, { products: reasons.map(({ name }) => name).join(', ') });
}
