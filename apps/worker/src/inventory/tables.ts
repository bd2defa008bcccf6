import type { InventoryFilter, InventoryItem, InventoryPage, PurchaseOrderDetail, PurchaseOrderLine, SuggestionReason } from '@almanac/data/contract';
import { SUGGESTION_REASONS, type SuggestionReasonCode } from '@almanac/data/contract';
import { fill, type About, type Column, type Table } from '../exports/index';
import type { OrgContext } from '../platform/context';
import type { InventoryWords } from './words';

/** What the head of an export says about the plan. */
export interface PlanFacts {
  readonly plannedOn: string | null;
  readonly stockCountedOn: string | null;
  readonly forecastRunId: string | null;
}
export interface ChosenRows {
  readonly filter: InventoryFilter;
  readonly names: { readonly supplier?: string | undefined; readonly location?: string | undefined };
}

/** The list of suggestions as it was filtered. */
export function inventoryTable({ org, clock }: OrgContext, words: InventoryWords, plan: PlanFacts, chosen: ChosenRows, rows: AsyncIterable<InventoryItem> | InventoryPage['rows']): Table<InventoryItem> {
  const { texts } = words;
  const major = moneyOf(org.currency);
  const inCurrency = (text: string) => fill(text, { currency: org.currency });
  const columns: Column<InventoryItem>[] = [
    { header: texts.productCode, kind: 'text', width: 16, value: (row) => row.productCode },
    { header: texts.product, kind: 'text', width: 36, value: (row) => row.productName },
    { header: texts.location, kind: 'text', value: (row) => row.location },
    { header: texts.supplier, kind: 'text', value: (row) => row.supplier },
    { header: texts.category, kind: 'text', value: (row) => row.category },
    { header: texts.abcXyz, kind: 'text', width: 10, value: (row) => `${row.abc}${row.xyz}` },
    { header: texts.exception, kind: 'text', width: 18, value: (row) => words.exceptions[row.exception] },
    { header: texts.kind, kind: 'text', width: 12, value: (row) => words.kinds[row.kind] },
    { header: texts.suggestedQuantity, kind: 'decimal', value: (row) => row.suggestedQuantity },
    { header: texts.quantity, kind: 'decimal', value: (row) => row.quantity },
    { header: texts.unit, kind: 'text', width: 10, value: (row) => row.unit },
    { header: inCurrency(texts.unitCost), kind: 'money', value: (row) => major(row.unitCostMinor) },
    { header: inCurrency(texts.value), kind: 'money', value: (row) => major(row.valueMinor) },
    { header: texts.decision, kind: 'text', width: 12, value: (row) => words.decisions[row.decision] },
    { header: texts.orderOn, kind: 'date', value: (row) => row.orderOn },
    { header: texts.neededBy, kind: 'date', value: (row) => row.neededBy },
    { header: texts.expectedOn, kind: 'date', value: (row) => row.expectedOn },
    { header: texts.onHand, kind: 'decimal', value: (row) => row.onHand },
    { header: texts.onOrder, kind: 'decimal', value: (row) => row.onOrder },
    { header: texts.committed, kind: 'decimal', value: (row) => row.committed },
    { header: texts.dailyDemand, kind: 'decimal', value: (row) => row.dailyDemand },
    { header: texts.coverDays, kind: 'decimal', value: (row) => row.coverDays },
    { header: texts.leadTimeDays, kind: 'integer', value: (row) => row.leadTimeDays },
    { header: texts.safetyStock, kind: 'decimal', value: (row) => row.safetyStock },
    { header: texts.reorderPoint, kind: 'decimal', value: (row) => row.reorderPoint },
    { header: texts.orderUpTo, kind: 'decimal', value: (row) => row.orderUpTo },
    { header: texts.packSize, kind: 'decimal', value: (row) => row.packSize },
    { header: texts.minimumOrder, kind: 'decimal', value: (row) => row.minimumOrder },
    { header: texts.riskBefore, kind: 'share', value: (row) => row.riskBefore },
    { header: texts.riskAfter, kind: 'share', value: (row) => row.riskAfter },
    { header: inCurrency(texts.atStake), kind: 'money', value: (row) => major(row.atStakeMinor) },
    { header: texts.reason, kind: 'text', width: 60, value: (row) => sentence(words, row.reason, org.currency) },
    { header: texts.rejectReason, kind: 'text', width: 16, value: (row) => (row.rejectReason === null ? null : words.rejectReasons[row.rejectReason]) },
    { header: texts.note, kind: 'text', width: 30, value: (row) => row.note },
    { header: texts.decidedBy, kind: 'text', width: 16, value: (row) => row.decidedBy },
  ];
  const about: About = [
    [texts.whatLabel, fill(texts.whatInventory, { plannedOn: plan.plannedOn ?? '-', run: plan.forecastRunId ?? '-' })],
    [texts.company, org.name],
    [texts.made, clock.now()],
    [texts.filters, filtersOf(words, chosen)],
    [texts.counted, plan.stockCountedOn ?? '-'],
    [texts.units, inCurrency(texts.unitsText)],
    [texts.reading, texts.readingText],
  ];
  return { title: texts.inventory, aboutTitle: texts.about, about, columns, rows };
}

/** One order as a supplier wants it. */
export function orderTable({ org, clock }: OrgContext, { texts, statuses }: InventoryWords, { order, lines, supplierCode, supplierEmail, note }: PurchaseOrderDetail): Table<PurchaseOrderLine> {
  const major = moneyOf(org.currency);
  const inCurrency = (text: string) => fill(text, { currency: org.currency });
  const columns: Column<PurchaseOrderLine>[] = [
    { header: texts.productCode, kind: 'text', width: 16, value: (line) => line.productCode },
    { header: texts.product, kind: 'text', width: 40, value: (line) => line.productName },
    { header: texts.ordered, kind: 'decimal', value: (line) => line.quantity },
    { header: texts.unit, kind: 'text', width: 10, value: (line) => line.unit },
    { header: inCurrency(texts.unitCost), kind: 'money', value: (line) => major(line.unitCostMinor) },
    { header: inCurrency(texts.value), kind: 'money', value: (line) => (line.unitCostMinor === null ? null : major(Math.round(line.quantity * line.unitCostMinor))) },
    { header: texts.received, kind: 'decimal', value: (line) => line.receivedQuantity },
  ];
  const about: About = [
    [texts.whatLabel, fill(texts.whatOrder, { code: order.code, company: org.name, supplier: order.supplier })],
    [texts.number, order.code],
    [texts.supplier, order.supplier],
    [texts.supplierCode, supplierCode ?? '-'],
    [texts.supplierEmail, supplierEmail ?? '-'],
    [texts.deliverTo, order.location],
    [texts.status, statuses[order.status]],
    [texts.orderedOn, order.orderedOn],
    [texts.expectedOn, order.expectedOn ?? '-'],
    [inCurrency(texts.total), major(order.valueMinor) ?? 0],
    ...(order.minimumMinor === null ? [] : [[inCurrency(texts.minimumValue), major(order.minimumMinor) ?? 0] as const]),
    [texts.note, note ?? '-'],
    [texts.made, clock.now()],
  ];
  return { title: order.code, aboutTitle: texts.about, about, columns, rows: lines };
}

/** A reason in words; one that is not known is told by its code. */
function sentence({ reasons, texts }: InventoryWords, { code, params }: SuggestionReason, currency: string): string {
  const why = isReason(code) ? fill(reasons[code], params) : code;
  if (params['minimumOf'] === undefined) return why;
  const major = moneyOf(currency);
  const days = Number(params['minimumInDays']);
  const figures = { supplier: params['minimumOf'], minimum: major(Number(params['minimumMinor'])) ?? 0, missing: major(Number(params['missingMinor'])) ?? 0, currency, days };
  return `${why} ${fill(days < 0 ? texts.belowMinimum : texts.belowMinimumFor, figures)}`;
}
const isReason = (code: string): code is SuggestionReasonCode => (SUGGESTION_REASONS as readonly string[]).includes(code);

function filtersOf({ texts, exceptions, decisions, kinds }: InventoryWords, { filter, names }: ChosenRows): string {
  const { q, exception, decision, kind, category, abc, xyz } = filter;
  const named: readonly (readonly [string, string | undefined])[] = [
    [texts.search, q],
    [texts.exception, exception && (exception === 'attention' ? texts.attention : exceptions[exception])],
    [texts.decision, decision && decisions[decision]],
    [texts.kind, kind && kinds[kind]],
    [texts.supplier, names.supplier],
    [texts.location, names.location],
    [texts.category, category],
    [texts.abcXyz, `${abc ?? ''}${xyz ?? ''}`],
  ];
  const set = named.filter(([, value]) => value !== undefined && value !== '');
  return set.length === 0 ? texts.noFilters : set.map(([name, value]) => `${name}: ${value}`).join('; ');
}

/** Minor units to the currency's major ones. */
function moneyOf(currency: string): (minor: number | null) => number | null {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (minor) => (minor === null ? null : minor / 10 ** digits);
}
