import { minorUnitsOf, type ChurnCustomer, type ChurnFilter, type ChurnRunFacts } from '@almanac/data/contract';
import { fill, type About, type Column, type Table } from '../exports/index';
import type { OrgContext } from '../platform/context';
import type { ChurnWords } from './words';

/** The churn list as it was filtered. Who may not be written to is listed without an address. */
export function churnTable({ org, clock }: OrgContext, words: ChurnWords, run: ChurnRunFacts, filter: ChurnFilter, rows: AsyncIterable<ChurnCustomer>): Table<ChurnCustomer> {
  const { texts } = words;
  const major = (minor: number) => minor / minorUnitsOf(org.currency);
  const inCurrency = (text: string) => fill(text, { currency: org.currency, months: run.horizonMonths });
  const columns: Column<ChurnCustomer>[] = [
    { header: texts.code, kind: 'text', width: 14, value: (row) => row.code },
    { header: texts.name, kind: 'text', width: 28, value: (row) => row.name },
    { header: texts.email, kind: 'text', width: 28, value: (row) => (row.hasConsent ? row.email : null) },
    { header: texts.consent, kind: 'text', width: 12, value: (row) => (row.hasConsent ? texts.yes : texts.no) },
    { header: texts.segment, kind: 'text', width: 14, value: (row) => row.segment },
    { header: texts.country, kind: 'text', width: 12, value: (row) => row.country },
    { header: texts.risk, kind: 'text', width: 10, value: (row) => words.risks[row.risk] },
    { header: texts.probability, kind: 'share', value: (row) => row.probability },
    { header: inCurrency(texts.valueAtRisk), kind: 'money', value: (row) => major(row.valueAtRiskMinor) },
    { header: inCurrency(texts.valueIfStays), kind: 'money', value: (row) => major(row.valueIfStaysMinor) },
    { header: inCurrency(texts.expectedValue), kind: 'money', value: (row) => major(row.expectedValueMinor) },
    { header: texts.orders, kind: 'integer', value: (row) => row.orders },
    { header: inCurrency(texts.amount), kind: 'money', value: (row) => major(row.amountMinor) },
    { header: texts.lastOrder, kind: 'date', value: (row) => row.lastOrderedOn },
    { header: texts.daysSince, kind: 'integer', value: (row) => row.daysSinceOrder },
    { header: texts.usualGap, kind: 'decimal', value: (row) => row.usualGap },
    { header: texts.nextOrder, kind: 'date', value: (row) => row.nextOrderOn },
    { header: texts.rfm, kind: 'text', width: 18, value: (row) => (row.rfmSegment === null ? null : words.rfm[row.rfmSegment]) },
    { header: texts.action, kind: 'text', width: 24, value: (row) => words.actions[row.action] },
    { header: inCurrency(texts.gain), kind: 'money', value: (row) => (row.action === 'write' ? major(row.expectedGainMinor) : null) },
  ];
  const about: About = [
    [texts.whatLabel, fill(texts.what, { company: org.name, dataUntil: run.dataUntil, run: run.runId })],
    [texts.company, org.name],
    [texts.made, clock.now()],
    [texts.filters, filtersOf(words, filter)],
    [texts.units, inCurrency(texts.unitsText)],
    [texts.reading, run.kind === 'contract' ? texts.readingContract : fill(texts.readingPurchases, { days: run.windowDays ?? 0 })],
  ];
  return { title: texts.title, aboutTitle: texts.about, about, columns, rows };
}

function filtersOf({ texts, risks, rfm }: ChurnWords, filter: ChurnFilter): string {
  const named: readonly (readonly [string, string | undefined])[] = [
    [texts.search, filter.q],
    [texts.segment, filter.segment],
    [texts.rfm, filter.rfm && rfm[filter.rfm]],
    [texts.risk, filter.risk && risks[filter.risk]],
    [texts.consent, filter.contactable === undefined ? undefined : filter.contactable ? texts.yes : texts.no],
  ];
  const set = named.filter(([, value]) => value !== undefined && value !== '');
  return set.length === 0 ? texts.noFilters : set.map(([name, value]) => `${name}: ${value}`).join('; ');
}
