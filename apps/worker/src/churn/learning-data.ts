import { withOrg, type Database } from '@almanac/data';
import { DomainError, type ChurnKind, type ChurnSettings, type ChurnWindowProposal, type OrgId, type RfmSegmentName } from '@almanac/data/contract';
import {
  activeCustomers,
  activitySequences,
  checkChurnLabels,
  featureDrift,
  formatIsoDate,
  labelChurn,
  orderRhythms,
  proposeChurnWindow,
  purchaseFeatures,
  segmentByRfm,
  selectRows,
  type ActivitySequences,
  type Drift,
  type FeatureTable,
  type OrderRhythm,
} from '@almanac/models';
import { addDays } from '../platform/calendar';
import { readCustomerTable } from './customer-table';
import { describeWindow } from './prepare';
import { expectPurchases, type PurchaseOutlook } from './purchase-outlook';
import { readHistories } from './read-histories';

/** Days for which the chance of no order is told. */
export const NO_ORDER_DAYS = [7, 14, 30, 45, 60, 90, 120, 180, 270, 365] as const;

/** What is known of a customer's buying when it is scored; days and money in units of the currency. */
export interface BuyingFacts {
  readonly orders: number;
  readonly amount: number;
  readonly firstOrderedOn: string;
  readonly lastOrderedOn: string;
  readonly outlook: PurchaseOutlook;
  readonly rhythm: OrderRhythm;
  /** chance of no order within each of `NO_ORDER_DAYS` */
  readonly noOrder: readonly number[];
  readonly rfm: { readonly recency: number; readonly frequency: number; readonly monetary: number; readonly segment: RfmSegmentName };
}

export interface LearningData {
  readonly kind: ChurnKind;
  readonly dataUntil: string;
  readonly cutoff: string | null;
  readonly proposal: ChurnWindowProposal | null;
  readonly skipped: readonly string[];
  readonly drift: readonly Drift[];
  /** customers whose fate is known */
  readonly learn: { readonly customerIds: readonly number[]; readonly table: FeatureTable; readonly labels: Uint8Array; readonly sequences?: ActivitySequences; /** worth over the horizon if they stay, as seen at the cutoff */ readonly values: Float64Array };
  /** customers to score; `learntAt` is their row among the learnt from, or -1 */
  readonly score: { readonly customerIds: readonly number[]; readonly table: FeatureTable; readonly sequences?: ActivitySequences; readonly values: Float64Array; readonly learntAt: Int32Array };
  readonly lostIds: readonly number[];
  readonly facts: ReadonlyMap<number, BuyingFacts>;
  /** columns to compare groups of customers by, rows as in `learn` */
  readonly groups: FeatureTable;
}

interface Asked {
  readonly orgId: OrgId;
  readonly today: string;
  readonly kind: ChurnKind;
  readonly windowDays: number | null;
  readonly settings: ChurnSettings;
}

/** @throws DomainError `churn.too_little_data` */
export const readLearningData = (database: Database, asked: Asked): Promise<LearningData> => (asked.kind === 'contract' ? readContracts(database, asked) : readPurchaseData(database, asked));

async function readPurchaseData({ db }: Database, { orgId, today, windowDays, settings }: Asked): Promise<LearningData> {
  const { known, customers } = await withOrg(db, orgId, async (tx) => ({ known: await readHistories(tx, orgId, addDays(today, -1)), customers: await readCustomerTable(tx, orgId) }));
  const { histories, customerIds, lastDay } = known;
  if (lastDay === undefined || windowDays === null) throw new DomainError('churn.too_little_data', { code: 'customers', have: 0, needed: 1 });
  const now = lastDay + 1;
  const cutoff = now - windowDays;
  const then = activeCustomers(histories, cutoff, windowDays);
  const labels = labelChurn(histories, then, cutoff, windowDays);
  assertEnough(labels);
  const horizonDays = Math.round((settings.horizonMonths * 365) / 12);

  const all = purchaseFeatures(histories, now);
  const buyers = Int32Array.from({ length: histories.customers }, (_, c) => c).filter((c) => numberAt(all, 'orders', c) > 0);
  const outlookNow = expectPurchases(selectRows(all, buyers), horizonDays);
  const rhythms = orderRhythms(histories, now, buyers);
  const noOrder = NO_ORDER_DAYS.map((days) => rhythms.probabilityNoOrder(days));
  const rfm = segmentByRfm(numbers(all, 'recency', buyers), numbers(all, 'orders', buyers), numbers(all, 'amount', buyers));
  const facts = new Map(
    Array.from(buyers, (c, k): [number, BuyingFacts] => [
      customerIds[c]!,
      {
        orders: numberAt(all, 'orders', c),
        amount: numberAt(all, 'amount', c),
        firstOrderedOn: formatIsoDate(now - numberAt(all, 'tenure', c)),
        lastOrderedOn: formatIsoDate(now - numberAt(all, 'recency', c)),
        outlook: outlookNow[k]!,
        rhythm: rhythms.customers[k]!,
        noOrder: noOrder.map((chances) => chances[k]!),
        rfm: { recency: rfm.recency[k]!, frequency: rfm.frequency[k]!, monetary: rfm.monetary[k]!, segment: rfm.segments[k]! },
      },
    ]),
  );
  const present = activeCustomers(histories, now, windowDays);
  const isPresent = new Set(present);
  const past = purchaseFeatures(histories, cutoff);
  const pastBuyers = Int32Array.from({ length: histories.customers }, (_, c) => c).filter((c) => numberAt(past, 'orders', c) > 0);
  const outlookThen = expectPurchases(selectRows(past, pastBuyers), horizonDays);
  const placeThen = new Map(Array.from(pastBuyers, (c, k) => [c, k]));
  const learnTable = selectRows(past, then);
  const scoreTable = selectRows(all, present);
  return {
    kind: 'purchases',
    dataUntil: formatIsoDate(lastDay),
    cutoff: formatIsoDate(cutoff),
    proposal: describeWindow(proposeChurnWindow(histories)),
    skipped: [],
    drift: featureDrift(learnTable, scoreTable),
    learn: { customerIds: Array.from(then, (c) => customerIds[c]!), table: learnTable, labels, sequences: activitySequences(histories, cutoff, then), values: Float64Array.from(then, (c) => outlookThen[placeThen.get(c)!]!.valueIfStays) },
    score: {
      customerIds: Array.from(present, (c) => customerIds[c]!),
      table: scoreTable,
      sequences: activitySequences(histories, now, present),
      values: Float64Array.from(present, (c) => facts.get(customerIds[c]!)!.outlook.valueIfStays),
      learntAt: new Int32Array(present.length).fill(-1), // seen as of another day
    },
    lostIds: Array.from(buyers).filter((c) => !isPresent.has(c)).map((c) => customerIds[c]!),
    facts,
    groups: rowsOf(customers, Array.from(then, (c) => customerIds[c]!)),
  };
}

/** A customers file is one picture: its columns are what was known, its label what came of it. */
async function readContracts({ db }: Database, { orgId, today, settings }: Asked): Promise<LearningData> {
  const customers = await withOrg(db, orgId, (tx) => readCustomerTable(tx, orgId));
  const { customerIds, table, labels, skipped } = customers;
  const rows = Int32Array.from(customerIds.keys());
  const learnt = rows.filter((row) => labels[row]! >= 0);
  const scored = rows.filter((row) => labels[row]! < 1 && (labels[row]! === 0 || table.columns.some((column) => (column.kind === 'numeric' ? !Number.isNaN(column.values[row]!) : column.codes[row]! >= 0))));
  const known = Uint8Array.from(learnt, (row) => labels[row]!);
  assertEnough(known);
  const paid = table.columns[table.names.indexOf(settings.valueColumn ?? guessValueColumn(table) ?? '')];
  const valueOf = (row: number) => (paid?.kind === 'numeric' && paid.values[row]! > 0 ? paid.values[row]! * settings.horizonMonths : 0);
  const learnTable = selectRows(table, learnt);
  const placeOf = new Map(Array.from(learnt, (row, k) => [row, k]));
  const unknown = rows.filter((row) => labels[row]! < 0);
  return {
    kind: 'contract',
    dataUntil: today,
    cutoff: null,
    proposal: null,
    skipped,
    drift: unknown.length > 0 ? featureDrift(learnTable, selectRows(table, unknown)) : [],
    learn: { customerIds: Array.from(learnt, (row) => customerIds[row]!), table: learnTable, labels: known, values: Float64Array.from(learnt, valueOf) },
    score: { customerIds: Array.from(scored, (row) => customerIds[row]!), table: selectRows(table, scored), values: Float64Array.from(scored, valueOf), learntAt: scored.map((row) => placeOf.get(row) ?? -1) },
    lostIds: Array.from(rows.filter((row) => labels[row] === 1), (row) => customerIds[row]!),
    facts: new Map(),
    groups: learnTable,
  };
}

/** The numeric column that is named like what a customer pays a month. */
export function guessValueColumn({ names, columns }: FeatureTable): string | undefined {
  return names.find((name, c) => columns[c]!.kind === 'numeric' && /month.*(charge|fee|price|revenue|spend|bill|amount|pay)|(charge|fee|price|revenue|spend|bill|amount).*month|\bmrr\b|\barpu\b|月费|月租|月消费|每月.*(费|额)/i.test(name));
}

function assertEnough(labels: Uint8Array): void {
  const [first] = checkChurnLabels(labels);
  if (first !== undefined) throw new DomainError('churn.too_little_data', { code: first.code, have: first.have, needed: first.needed });
}

function numberAt({ names, columns }: FeatureTable, name: string, row: number): number {
  const column = columns[names.indexOf(name)];
  return column?.kind === 'numeric' ? column.values[row]! : Number.NaN;
}

const numbers = (table: FeatureTable, name: string, rows: Int32Array) => Float64Array.from(rows, (row) => numberAt(table, name, row));

function rowsOf({ customerIds, table }: { readonly customerIds: readonly number[]; readonly table: FeatureTable }, wanted: readonly number[]): FeatureTable {
  const placeOf = new Map(customerIds.map((id, row) => [id, row]));
  return selectRows(table, Int32Array.from(wanted, (id) => placeOf.get(id)!)); // both were read in one transaction
}
