import { minorUnitsOf, type CampaignDetail, type CampaignMember, type CampaignReason } from '@almanac/data/contract';
import { fill, type About, type Column, type Table } from '../exports/index';
import type { OrgContext } from '../platform/context';
import type { CampaignWords } from './words';

/** Whom to write to and why, the most promising first. */
export function contactsTable({ org, clock }: OrgContext, words: CampaignWords, campaign: CampaignDetail, rows: AsyncIterable<CampaignMember>): Table<CampaignMember> {
  const { texts } = words;
  const inCurrency = (text: string) => fill(text, { currency: org.currency });
  const minorUnits = minorUnitsOf(org.currency);
  const columns: Column<CampaignMember>[] = [
    { header: texts.code, kind: 'text', width: 14, value: (row) => row.code },
    { header: texts.name, kind: 'text', width: 28, value: (row) => row.name },
    { header: texts.email, kind: 'text', width: 30, value: (row) => row.email },
    { header: texts.segment, kind: 'text', width: 14, value: (row) => row.segment },
    { header: texts.country, kind: 'text', width: 10, value: (row) => row.country },
    { header: texts.why, kind: 'text', width: 60, value: (row) => reasonOf(words, row.reason) },
    { header: campaign.origin === 'churn' ? texts.chanceToKeep : texts.chance, kind: 'share', value: (row) => row.responseProbability },
    { header: inCurrency(texts.revenue), kind: 'money', value: (row) => row.expectedRevenueMinor / minorUnits },
  ];
  const filters = [campaign.segment, campaign.country].filter((name) => name !== null);
  const about: About = [
    [texts.whatLabel, fill(texts.what, { name: campaign.name, company: org.name })],
    [texts.aim, campaign.product === null ? texts.aimKeep : `${campaign.product.code} ${campaign.product.name}`],
    [texts.action, campaign.action ?? '-'],
    [texts.owner, campaign.ownerName],
    [texts.dueOn, campaign.dueOn],
    [texts.filters, filters.length === 0 ? texts.noFilters : filters.join('; ')],
    [texts.holdout, fill(texts.holdoutText, { holdout: campaign.holdout })],
    [texts.leftOut, [...campaign.removed.map(({ reason, count }) => `${words.removed[reason]}: ${count}`), `${texts.withdrawn}: ${campaign.withdrawn}`].join('; ')],
    [texts.made, clock.now()],
  ];
  return { title: texts.title, aboutTitle: texts.about, about, columns, rows };
}

/** What mail tools ask for: an address and a name in columns they recognize, those with an address only. */
export function audienceTable({ texts }: CampaignWords, { name }: CampaignDetail, rows: AsyncIterable<CampaignMember>): Table<CampaignMember> {
  const columns: Column<CampaignMember>[] = [
    { header: 'email', kind: 'text', value: (row) => row.email },
    { header: 'name', kind: 'text', value: (row) => row.name },
    { header: 'customer_code', kind: 'text', value: (row) => row.code },
    { header: 'segment', kind: 'text', value: (row) => row.segment },
    { header: 'country', kind: 'text', value: (row) => row.country },
    { header: 'campaign', kind: 'text', value: () => name },
  ];
  return { title: texts.title, aboutTitle: texts.about, about: [], columns, rows: withAddress(rows) };
}

async function* withAddress(rows: AsyncIterable<CampaignMember>): AsyncGenerator<CampaignMember> {
  for await (const row of rows) if (row.email) yield row;
}

function reasonOf({ texts, features }: CampaignWords, reason: CampaignReason): string {
  switch (reason.kind) {
    case 'churn': {
      const told = reason.reasons.map(({ feature, value }) => {
        if (value === undefined) return feature;
        const figure = typeof value === 'number' ? String(Number(value.toPrecision(3))) : value;
        return Object.hasOwn(features, feature) ? fill(features[feature as keyof typeof features], { value: figure }) : `${feature}: ${figure}`;
      });
      return told.length === 0 ? texts.whyRisk : told.join('; ');
    }
    case 'again':
      return texts.whyAgain;
    case 'popular':
      return texts.whyPopular;
    case 'new':
      return reason.products.length === 0 ? texts.whySimilar : fill(texts.whyBought, { products: reason.products.join(', ') });
  }
}
