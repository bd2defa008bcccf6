import type { DatedQuantity } from './item';

/** Course of one path's stock when what cannot be served is lost. */
export type PathOutcome = { readonly lost: number; readonly stock: number };

/**
 * Plays one path to `end`: demand takes what is there, the rest is lost, receipts come at the beginning of their day.
 * Between receipts stock only falls, so the days need not be walked.
 * @param net stock at the start; a backlog (below zero) is served first, and is not counted as lost
 * @param demandUntil cumulated demand after so many days, never falling
 * @param order another receipt, or none
 * @returns items lost, and the stock (or backlog) at the end
 */
export function playStock(
  net: number,
  receipts: readonly DatedQuantity[],
  demandUntil: (days: number) => number,
  end: number,
  order?: DatedQuantity,
): PathOutcome {
  let stock = net;
  let demand = 0;
  let lost = 0;
  let next = 0;
  let isOrderDue = order !== undefined && order.quantity > 0 && order.day < end;
  for (;;) {
    const receipt = receipts[next];
    const comesOrder = isOrderDue && (receipt === undefined || order!.day <= receipt.day);
    const event = comesOrder ? order! : receipt;
    const day = event === undefined || event.day >= end ? end : event.day;
    const until = demandUntil(day);
    const asked = until - demand;
    demand = until;
    const served = Math.min(asked, Math.max(0, stock));
    lost += asked - served;
    stock -= served;
    if (day === end) return { lost, stock };
    stock += event!.quantity;
    if (comesOrder) isOrderDue = false;
    else next += 1;
  }
}
