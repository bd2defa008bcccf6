import { recommendation, withOrg } from '@almanac/data';
import { DomainError, minorUnitsOf, type AudienceMember, type OneProduct, type ProductRow, type Removed } from '@almanac/data/contract';
import { fill, type About, type Column, type Table } from '../exports/index';
import type { OrgContext } from '../platform/context';
import { getAudience } from './product-audience';
import { companyToday } from './service';
import type { RecommendationWords } from './words';

/** More than the model keeps of an audience. */
const WHOLE_AUDIENCE = 100_000;

/**
 * A table of whom to tell about a product: those who may be written to, the likeliest first.
 * @throws DomainError `recommendation.none_yet` or `recommendation.product_not_found`
 */
export async function exportAudience(ctx: OrgContext, words: RecommendationWords, { productId, segment }: Pick<OneProduct, 'productId' | 'segment'>): Promise<{ readonly table: Table<AudienceMember>; readonly product: ProductRow }> {
  const { database, orgId, org, clock } = ctx;
  const company = companyToday(ctx);
  const { model, product, members, removed } = await withOrg(database.db, orgId, async (tx) => {
    const model = await recommendation.findServedModel(tx, orgId);
    if (model === undefined) throw new DomainError('recommendation.none_yet');
    const product = await recommendation.findProductRow(tx, orgId, model.runId, productId, company.minorUnits);
    if (product === undefined) throw new DomainError('recommendation.product_not_found');
    return { model, product, ...(await getAudience(tx, company, model, product, { productId, segment, limit: WHOLE_AUDIENCE })) };
  });
  const { texts } = words;
  const inCurrency = (text: string) => fill(text, { currency: org.currency, days: model.responseDays });
  const columns: Column<AudienceMember>[] = [
    { header: texts.code, kind: 'text', width: 14, value: ({ code }) => code },
    { header: texts.name, kind: 'text', width: 28, value: ({ name }) => name },
    { header: texts.email, kind: 'text', width: 28, value: ({ email }) => email },
    { header: texts.segment, kind: 'text', width: 14, value: ({ segment: of }) => of },
    { header: texts.country, kind: 'text', width: 10, value: ({ country }) => country },
    { header: texts.reason, kind: 'text', width: 48, value: (member) => reasonOf(texts, member) },
    { header: texts.probability, kind: 'share', value: ({ probability }) => probability },
    { header: inCurrency(texts.revenue), kind: 'money', value: ({ expectedRevenueMinor }) => expectedRevenueMinor / minorUnitsOf(org.currency) },
  ];
  const about: About = [
    [texts.whatLabel, fill(texts.audienceWhat, { product: `${product.name} (${product.code})`, dataUntil: model.dataUntil, run: model.runId })],
    [texts.company, org.name],
    [texts.made, clock.now()],
    [texts.filters, segment === undefined ? texts.noFilters : `${texts.segment}: ${segment}`],
    [texts.leftOut, sumOf(removed)],
    [texts.units, inCurrency(texts.unitsText)],
    [texts.reading, texts.audienceReadingText],
  ];
  return { product, table: { title: texts.audienceTitle, aboutTitle: texts.about, about, columns, rows: members } };
}

const sumOf = (removed: readonly Removed[]) => removed.reduce((sum, { count }) => sum + count, 0);

function reasonOf(texts: RecommendationWords['texts'], { kind, reasons }: AudienceMember): string {
  if (kind === 'again') return texts.boughtAgain;
  return reasons.length === 0 ? texts.general : fill(texts.bought, { products: reasons.map(({ name }) => name).join(', ') });
}
