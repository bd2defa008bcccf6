/** Periods whose paid prices the regular one is the median of. */
const WINDOW = 8;
const DEEPEST_DISCOUNT = 0.9;

/**
 * The price a product regularly has, per period: the median of what was paid for an item in the last periods with sales, promotions
 * taken out. It is carried over periods without sales and into the future, where no other price is known. The plain mean price
 * of a period would betray how much was sold in it, since bulk orders are cheaper, and a backtest that saw it would promise too much.
 * @param discount mean discount per period, 0 … 1, as long as the result shall be
 * @returns money per item; 1 throughout for a product that never sold
 */
export function regularPrices(sold: Float64Array, revenue: Float64Array, discount: Float64Array): Float64Array {
  const paid = sold.map((quantity, t) => (quantity > 0 ? revenue[t]! / quantity / (1 - Math.min(DEEPEST_DISCOUNT, discount[t]!)) : Number.NaN));
  const prices = new Float64Array(discount.length);
  let last = Number.NaN;
  for (let t = 0; t < prices.length; t++) {
    const recent = paid.slice(Math.max(0, t - WINDOW + 1), t + 1).filter((price) => !Number.isNaN(price)).sort();
    last = recent[(recent.length - 1) >> 1] ?? last;
    prices[t] = last;
  }
  const first = prices.find((price) => !Number.isNaN(price)) ?? 1;
  return prices.map((price) => (Number.isNaN(price) ? first : price));
}
