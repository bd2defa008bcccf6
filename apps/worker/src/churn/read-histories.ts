import { churn, type Tx } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import type { EpochDay, PurchaseHistories } from '@almanac/models';

export interface KnownHistories {
  /** customer of each history */
  readonly customerIds: readonly number[];
  readonly histories: PurchaseHistories;
  /** last day with an order; undefined without one */
  readonly lastDay: EpochDay | undefined;
}

const PARTS = ['days', 'amounts', 'lines', 'units', 'returned'] as const;

/** Purchases of all customers up to a day (`YYYY-MM-DD`), streamed into one array a column. */
export async function readHistories(tx: Tx, orgId: OrgId, until: string): Promise<KnownHistories> {
  const customerIds: number[] = [];
  const start = [0];
  const batches: Record<(typeof PARTS)[number], Float64Array>[] = [];
  let lastDay: EpochDay | undefined;
  for await (const rows of churn.readPurchases(tx, orgId, until)) {
    for (const { customerId, days, lines } of rows) {
      customerIds.push(customerId);
      start.push(start[start.length - 1]! + days.length);
      for (let k = days.length - 1; k >= 0; k--) {
        if (lines[k]! === 0) continue;
        lastDay = Math.max(lastDay ?? days[k]!, days[k]!);
        break;
      }
    }
    batches.push(Object.fromEntries(PARTS.map((part) => [part, Float64Array.from(rows.flatMap((row) => row[part]))])) as Record<(typeof PARTS)[number], Float64Array>);
  }
  const whole = (part: (typeof PARTS)[number]) => {
    const values = new Float64Array(start[start.length - 1]!);
    let at = 0;
    for (const batch of batches) {
      values.set(batch[part], at);
      at += batch[part].length;
    }
    return values;
  };
  const histories = { customers: customerIds.length, start: Int32Array.from(start), day: Int32Array.from(whole('days')), amount: whole('amounts'), lines: whole('lines'), units: whole('units'), returned: whole('returned') };
  return { customerIds, histories, lastDay };
}
