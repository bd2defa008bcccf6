import type { ChurnPurchaseModel } from '@almanac/data/contract';
import { fitBgNbd, fitGammaGamma, type FeatureTable } from '@almanac/models';

/** What is to be expected of one customer; money in units of the currency. */
export interface PurchaseOutlook {
  readonly repeats: number;
  readonly lastAge: number;
  readonly age: number;
  readonly probabilityAlive: number;
  /** over the horizon, with the chance of leaving counted in, and if the customer stays */
  readonly expectedValue: number;
  readonly valueIfStays: number;
  /** days until half of such customers have ordered, if they have not left */
  readonly medianWait: number;
}

/**
 * Orders and money to expect over a horizon, by BG/NBD and gamma-gamma.
 * @param table purchase features of customers who have ordered, with their purchases
 */
export function expectPurchases({ rows, names, columns, purchases }: FeatureTable, horizonDays: number): { readonly model: ChurnPurchaseModel; readonly of: (row: number) => PurchaseOutlook } {
  if (purchases === undefined || rows === 0) throw new RangeError(`expectPurchases: ${rows} customers, purchases ${purchases === undefined ? 'absent' : 'there'}`);
  const column = (name: string) => {
    const found = columns[names.indexOf(name)];
    return found?.kind === 'numeric' ? found.values : new Float64Array(rows);
  };
  const visits = fitBgNbd(purchases);
  const orders = column('orders');
  const perVisit = column('amount').map((amount, row) => amount / (purchases.repeats[row]! + 1)); // the model counts days with an order
  const days = purchases.repeats.map((repeats) => repeats + 1);
  const hasValue = perVisit.filter((value, row) => value > 0 && orders[row]! > 0).length > 1;
  const amount = hasValue ? fitGammaGamma(days, perVisit).expectedAmount(days, perVisit) : perVisit;
  const alive = visits.probabilityAlive(purchases);
  const expected = visits.expectedOrders(purchases, horizonDays);
  const { r, alpha } = visits.parameters;
  return {
    model: visits.parameters,
    of: (row) => ({
      repeats: purchases.repeats[row]!,
      lastAge: purchases.lastAge[row]!,
      age: purchases.age[row]!,
      probabilityAlive: alive[row]!,
      expectedValue: expected[row]! * amount[row]!,
      valueIfStays: alive[row]! > 1e-6 ? (expected[row]! / alive[row]!) * amount[row]! : 0,
      medianWait: (alpha + purchases.age[row]!) * (2 ** (1 / (r + purchases.repeats[row]!)) - 1),
    }),
  };
}
