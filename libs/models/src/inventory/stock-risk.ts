import type { DatedQuantity } from './item';

/**
 * Plays one path to `end`: demand takes what is there, the rest is lost, receipts come at the beginning of their day.
 * Between receipts stock only falls, so the days need not be walked.
 * @param net stock at the start; a backlog (below zero) is served first, and is not counted as lost
 * @param demandUntil cumulated demand of a path after so many days, never falling
 * @param order another receipt, or none
 * @returns items lost
 */
export function playStock(
  net: number,
  receipts: readonly DatedQuantity[],
  demandUntil: (path: number, days: number) => number,
  path: number,
  end: number,
  order?: DatedQuantity,
): number {
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
    const until = demandUntil(path, day);
    const asked = until - demand;
    demand = until;
    const served = Math.min(asked, Math.max(0, stock));
    lost += asked - served;
    stock -= served;
    if (day === end) return lost;
    stock += event!.quantity;
    if (comesOrder) isOrderDue = false;
    else next += 1;
  }
}
