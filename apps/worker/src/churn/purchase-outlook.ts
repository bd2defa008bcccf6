import { fitBgNbd, fitGammaGamma, type FeatureTable } from '@almanac/models';

/** What is to be expected of one customer over the horizon; money in units of the currency. */
export interface PurchaseOutlook {
  /** with the chance of leaving counted in */
  readonly expectedValue: number;
  readonly valueIfStays: number;
}

/**
 * Money to expect over a horizon, by BG/NBD and gamma-gamma.
 * @param table purchase features of customers who have ordered, with their purchases
 */
export function expectPurchases({ rows, names, columns, purchases }: FeatureTable, horizonDays: number): PurchaseOutlook[] {
  if (purchases === undefined || rows === 0) throw new RangeError(`expectPurchases: ${rows} customers, purchases ${purchases === undefined ? 'absent' : 'there'}`);
  const total = columns[names.indexOf('amount')];
  const days = purchases.repeats.map((repeats) => repeats + 1); // the models count days with an order
  const perDay = days.map((count, row) => (total?.kind === 'numeric' ? total.values[row]! / count : 0));
  const visits = fitBgNbd(purchases);
  const amount = perDay.filter((value) => value > 0).length > 1 ? fitGammaGamma(days, perDay).expectedAmount(days, perDay) : perDay;
  const alive = visits.probabilityAlive(purchases);
  const expected = visits.expectedOrders(purchases, horizonDays);
  return Array.from(amount, (value, row) => ({ expectedValue: expected[row]! * value, valueIfStays: alive[row]! > 1e-6 ? (expected[row]! / alive[row]!) * value : 0 }));
}
