import type { PurchaseLog } from './purchase-log';

/** Prices of so many days say what an item is sold at now. */
const PRICE_DAYS = 180;
/** What is known of one product, or one customer, counts as much as what is known of all after so many lines. */
const PRIOR_LINES = 5;
const MOST_SCALE = 20;

/** How products sell, by place. */
export interface ProductFigures {
  readonly buyers: Int32Array;
  /** items of one purchase: the median, drawn to that of products of such a price where there are few lines, so that one large order is no rule */
  readonly usualQuantity: Float32Array;
  /** mean price lately, of all time where nothing was sold lately; `NaN` where nothing ever was */
  readonly unitPrice: Float64Array;
  /** by customer: how many times the usual quantity is taken */
  readonly quantityScale: Float64Array;
}

type SoldLines = Pick<PurchaseLog, 'customerIds' | 'customer' | 'product' | 'day' | 'quantity' | 'price' | 'lastDay'> & { readonly catalog: readonly unknown[] };

export function measureProducts({ customerIds, catalog, customer, product, day, quantity, price, lastDay }: SoldLines): ProductFigures {
  const products = catalog.length;
  const lines = new Int32Array(products + 1);
  for (const p of product) lines[p + 1]! += 1;
  for (let p = 0; p < products; p++) lines[p + 1]! += lines[p]!;
  const next = lines.slice();
  const quantities = new Float32Array(product.length);
  const sums = { money: new Float64Array(products), items: new Float64Array(products), recentMoney: new Float64Array(products), recentItems: new Float64Array(products) };
  const buyers = new Int32Array(products);
  const countedFor = new Int32Array(products).fill(-1);
  product.forEach((p, row) => {
    quantities[next[p]!++] = quantity[row]!;
    const money = quantity[row]! * price[row]!;
    sums.money[p]! += money;
    sums.items[p]! += quantity[row]!;
    if (day[row]! > lastDay - PRICE_DAYS) {
      sums.recentMoney[p]! += money;
      sums.recentItems[p]! += quantity[row]!;
    }
    if (countedFor[p] !== customer[row]) {
      countedFor[p] = customer[row]!;
      buyers[p]! += 1;
    }
  });
  const unitPrice = Float64Array.from({ length: products }, (_, p) => (sums.recentItems[p]! > 0 ? sums.recentMoney[p]! / sums.recentItems[p]! : sums.money[p]! / sums.items[p]!));
  const medians = Float64Array.from({ length: products }, (_, p) => Math.log(medianOf(quantities.subarray(lines[p], lines[p + 1]))));
  const counts = Int32Array.from({ length: products }, (_, p) => lines[p + 1]! - lines[p]!);
  const expected = quantityByPrice(medians, unitPrice, counts);
  const usualQuantity = Float32Array.from({ length: products }, (_, p) => {
    const prior = expected(unitPrice[p]!);
    return Math.exp(counts[p] === 0 ? prior : (counts[p]! * medians[p]! + PRIOR_LINES * prior) / (counts[p]! + PRIOR_LINES));
  });
  return { buyers, usualQuantity, unitPrice, quantityScale: scales(customerIds.length, customer, product, quantity, usualQuantity) };
}

/** Logarithm of the usual quantity by price: cheap things are bought by the dozen. Least squares on both logarithms, each product as often as its lines. */
function quantityByPrice(medians: Float64Array, unitPrice: Float64Array, counts: Int32Array): (price: number) => number {
  const sums = { weight: 0, x: 0, y: 0, xx: 0, xy: 0 };
  medians.forEach((y, p) => {
    const [x, weight] = [Math.log(unitPrice[p]!), counts[p]!];
    if (weight === 0 || !Number.isFinite(x)) return;
    sums.weight += weight;
    sums.x += weight * x;
    sums.y += weight * y;
    sums.xx += weight * x * x;
    sums.xy += weight * x * y;
  });
  if (sums.weight === 0) return () => 0;
  const [x, y] = [sums.x / sums.weight, sums.y / sums.weight];
  const spread = sums.xx / sums.weight - x * x;
  const slope = spread > 1e-9 ? (sums.xy / sums.weight - x * y) / spread : 0;
  return (price) => (price > 0 ? y + slope * (Math.log(price) - x) : y);
}

/** Sorts what it is given; `NaN` of nothing. */
function medianOf(values: Float32Array): number {
  values.sort();
  return (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
}

function scales(customers: number, customer: Int32Array, product: Int32Array, quantity: Float32Array, usual: Float32Array): Float64Array {
  const logs = new Float64Array(customers);
  const lines = new Int32Array(customers);
  customer.forEach((c, row) => {
    logs[c]! += Math.log(quantity[row]! / usual[product[row]!]!);
    lines[c]! += 1;
  });
  return logs.map((sum, c) => Math.min(MOST_SCALE, Math.max(1 / MOST_SCALE, Math.exp(sum / (lines[c]! + PRIOR_LINES)))));
}
