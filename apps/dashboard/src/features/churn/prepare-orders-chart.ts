import type { ChurnCustomerDetail } from '@almanac/data/contract';
import type { TimeChartModel } from '@almanac/ui';

const DAY_MS = 86_400_000;
const WEEK = 7;
const MOST_WEEKS = 160;
const addDays = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

type Names = { readonly orders: string; readonly silence: string; readonly expected: string };

/** Value bought by week until the scores were made, the silence since the last order shaded, and the week the next order is expected in. */
export function prepareOrdersChart({ orders, run, customer }: Pick<ChurnCustomerDetail, 'orders' | 'run' | 'customer'>, toMajor: (minor: number) => number, names: Names): TimeChartModel | undefined {
  const first = orders[0]?.date;
  const last = orders.at(-1)?.date;
  if (first === undefined || last === undefined) return undefined;
  const end = customer.nextOrderOn !== null && customer.nextOrderOn > run.dataUntil ? customer.nextOrderOn : run.dataUntil;
  const weeks = Math.min(MOST_WEEKS, Math.floor((Date.parse(end) - Date.parse(first)) / DAY_MS / WEEK) + 1);
  const from = addDays(end, -WEEK * weeks + 1);
  const weekOf = (date: string) => Math.floor((Date.parse(date) - Date.parse(from)) / DAY_MS / WEEK);
  const values = new Array<number | null>(weeks).fill(0);
  for (const { date, amountMinor } of orders) {
    const week = weekOf(date);
    if (week >= 0) values[week] = (values[week] ?? 0) + toMajor(amountMinor);
  }
  const lastKnown = Math.min(weeks - 1, weekOf(run.dataUntil));
  const lastOrder = weekOf(last);
  const expected = new Array<number | null>(weeks).fill(null);
  if (end > run.dataUntil) expected[weeks - 1] = orders.reduce((sum, { amountMinor }) => sum + toMajor(amountMinor), 0) / orders.length;
  return {
    positions: Array.from({ length: weeks }, (_, week) => addDays(from, week * WEEK)),
    lines: [{ id: 'orders', name: names.orders, color: 'history', values: values.map((value, week) => (week > lastKnown ? null : value)) }],
    points: [{ id: 'expected', name: names.expected, color: 'forecast', values: expected }],
    ...(lastOrder >= 0 && lastOrder < lastKnown && { spans: { name: names.silence, color: 'stock-out', ranges: [[lastOrder, lastKnown] as const] } }),
  };
}
