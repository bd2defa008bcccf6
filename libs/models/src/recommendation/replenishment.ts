import { fitSurvival, type Survival } from './survival';

/** On which days each customer bought each product: one entry for each customer and product, rows of a sparse matrix (CSR). */
export type PurchaseDays = {
  readonly customers: number;
  readonly products: number;
  /** length customers + 1: the entries of customer c are `start[c] … start[c + 1] - 1` */
  readonly start: Int32Array;
  readonly product: Int32Array;
  /** length entries + 1: the days of entry e are `days[dayStart[e]] … days[dayStart[e + 1] - 1]`, rising, all different */
  readonly dayStart: Int32Array;
  readonly days: Int32Array;
};

/** Rows of a log sorted by customer, as {@link collectPurchaseDays} takes them. */
export type PurchaseDayRows = { readonly customers: number; readonly products: number; readonly customer: Int32Array; readonly product: Int32Array; readonly day: Int32Array };

/**
 * Groups a log into the days of each customer and product, those up to `until`.
 * @throws RangeError when the rows are not sorted by customer
 */
export function collectPurchaseDays({ customers, products, customer, product, day }: PurchaseDayRows, until = Number.POSITIVE_INFINITY): PurchaseDays {
  const start = new Int32Array(customers + 1);
  const entries: number[] = [];
  const dayStart: number[] = [0];
  const days = new Int32Array(customer.length);
  let filled = 0;
  let row = 0;
  for (let c = 0; c < customers; c++) {
    const begin = row;
    while (row < customer.length && customer[row] === c) row += 1;
    if (row < customer.length && customer[row]! < c) throw new RangeError('collectPurchaseDays: rows are not sorted by customer');
    const rows = Array.from({ length: row - begin }, (_, k) => begin + k).filter((r) => day[r]! <= until);
    rows.sort((x, y) => product[x]! - product[y]! || day[x]! - day[y]!);
    rows.forEach((r, k) => {
      const isNewProduct = k === 0 || product[rows[k - 1]!] !== product[r];
      if (isNewProduct) {
        if (k > 0) dayStart.push(filled);
        entries.push(product[r]!);
      } else if (days[filled - 1] === day[r]) return;
      days[filled++] = day[r]!;
    });
    if (rows.length > 0) dayStart.push(filled);
    start[c + 1] = entries.length;
  }
  return { customers, products, start, product: Int32Array.from(entries), dayStart: Int32Array.from(dayStart), days: days.slice(0, filled) };
}

/** Fewer repeats than this say nothing about a product; its group speaks for it then. */
const FEWEST_REPEATS = 20;
/** What fewer of its buyers come back for is no good that runs out. */
const LEAST_REPEAT_SHARE = 0.15;
/** A customer's own rhythm counts as much as the product's after so many intervals. */
const PRIOR_INTERVALS = 2;

export type NextPurchase = {
  /** chance of a purchase in the days asked for, given that none came since the last one */
  readonly probability: number;
  /** day at which the usual interval, in the customer's rhythm, has passed */
  readonly dueDay: number;
};

export type Replenishment = {
  /** usual days between two purchases of a product by one customer; `NaN` for what is not bought again */
  readonly intervalDays: Float64Array;
  /** share of a product's buyers who bought it on two days or more, 0 … 1 */
  readonly repeatShare: Float64Array;
  /** @param days on which a customer bought the product, rising, none after `today`; `undefined` for what is not bought again */
  readonly next: (product: number, days: Int32Array, today: number, withinDays: number) => NextPurchase | undefined;
};

/**
 * When goods that run out are bought again: for each product the survival curve of the days between purchases, by Kaplan & Meier (1958), so that
 * customers who have not come back yet count as far as they go; products with few repeats take their group's. A customer's own
 * rhythm stretches the curve: by the mean logarithm of the own intervals over the usual one, drawn to 0 as if there were two usual ones more.
 * @param until last day of the log
 * @param groupOf group of each product, 0 … groups - 1, -1 for none
 */
export function fitReplenishment(log: PurchaseDays, until: number, groupOf: Int32Array, groups: number): Replenishment {
  const { products } = log;
  const buyers = new Float64Array(products);
  const repeaters = new Float64Array(products);
  const counts = new Int32Array(products + groups);
  const count = (p: number, n: number) => {
    counts[p]! += n;
    if (groupOf[p]! >= 0) counts[products + groupOf[p]!]! += n;
  };
  log.product.forEach((p, e) => {
    const times = log.dayStart[e + 1]! - log.dayStart[e]!;
    buyers[p]! += 1;
    if (times > 1) repeaters[p]! += 1;
    count(p, times);
  });
  const spells = Array.from(counts, (size) => ({ days: new Float64Array(size), isOver: new Uint8Array(size), size: 0 }));
  const add = (to: (typeof spells)[number], days: number, isOver: number) => {
    to.days[to.size] = days;
    to.isOver[to.size] = isOver;
    to.size += 1;
  };
  log.product.forEach((p, e) => {
    const [begin, end] = [log.dayStart[e]!, log.dayStart[e + 1]!];
    for (let d = begin; d < end; d++) {
      const isOver = d + 1 < end ? 1 : 0;
      const days = (isOver ? log.days[d + 1]! : until) - log.days[d]!;
      add(spells[p]!, days, isOver);
      if (groupOf[p]! >= 0) add(spells[products + groupOf[p]!]!, days, isOver);
    }
  });
  const repeatShare = buyers.map((all, p) => (all === 0 ? 0 : repeaters[p]! / all));
  const curves = spells.map(({ days, isOver }): Survival | undefined => (isOver.reduce((sum, over) => sum + over, 0) >= FEWEST_REPEATS ? fitSurvival(days, isOver) : undefined));
  const curveOf = Array.from(repeatShare, (share, p) => (share < LEAST_REPEAT_SHARE ? undefined : (curves[p] ?? (groupOf[p]! >= 0 ? curves[products + groupOf[p]!] : undefined))));
  return {
    intervalDays: Float64Array.from(curveOf, (curve) => curve?.usual ?? Number.NaN),
    repeatShare,
    next: (product, days, today, withinDays) => {
      const curve = curveOf[product];
      const last = days[days.length - 1];
      if (curve === undefined || last === undefined) return undefined;
      let logs = 0;
      for (let d = 1; d < days.length; d++) logs += Math.log((days[d]! - days[d - 1]!) / curve.usual);
      const rhythm = Math.exp(logs / (days.length - 1 + PRIOR_INTERVALS));
      const waited = Math.max(0, today - last) / rhythm;
      const still = curve.at(waited);
      const probability = still <= 0 ? 0 : 1 - curve.at(waited + withinDays / rhythm) / still;
      return { probability, dueDay: Math.round(last + curve.usual * rhythm) };
    },
  };
}
