import { minimizeSmooth } from './minimize-smooth';
import { digamma, logGamma } from './special-functions';

/** Orders of a customer are gamma(p, ν) in value, ν is gamma(q, v) over customers. v in the unit of the amounts. */
export type GammaGammaParameters = { readonly p: number; readonly q: number; readonly v: number };

export type GammaGamma = {
  readonly parameters: GammaGammaParameters;
  /** Expected value of an order: the customer's own mean, drawn to that of all the more, the fewer orders there are. */
  readonly expectedAmount: (orders: Float64Array, meanAmount: Float64Array) => Float64Array;
};

/**
 * The gamma-gamma model of monetary value by maximum likelihood with gradients. Customers without an order, or with a mean of 0, are passed over.
 * @param orders length customers  @param meanAmount mean value of these orders, same length
 * @throws RangeError when fewer than two customers can be used
 * Source: Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, equations 1a and 5.
 */
export function fitGammaGamma(orders: Float64Array, meanAmount: Float64Array): GammaGamma {
  const used = Array.from(orders.keys()).filter((i) => orders[i]! > 0 && meanAmount[i]! > 0);
  if (used.length < 2) throw new RangeError(`fitGammaGamma: ${used.length} customers with orders of some value`);
  const x = Float64Array.from(used, (i) => orders[i]!);
  const scale = used.reduce((sum, i) => sum + meanAmount[i]!, 0) / used.length; // amounts near 1 keep the search well conditioned
  const m = Float64Array.from(used, (i) => meanAmount[i]! / scale);
  const found = minimizeSmooth((logs) => {
    const { value, gradient } = negativeLogLikelihoodOfAmounts(x, m, logs);
    return { value: value / x.length + 1e-5 * logs.reduce((sum, l) => sum + l * l, 0), gradient: gradient.map((g, k) => g / x.length + 2e-5 * logs[k]!) };
  }, new Float64Array([1, 1, 0]), 1e-10);
  const [p = 1, q = 1, v = 1] = found.x.map(Math.exp);
  const parameters = { p, q, v: v * scale };
  return {
    parameters,
    expectedAmount: (counts, means) => counts.map((count, i) => {
      const known = count > 0 && means[i]! > 0;
      if (!known) return q > 1 ? (p * parameters.v) / (q - 1) : scale;
      const weight = p * count + q - 1;
      return weight > 0 ? (p * (parameters.v + count * means[i]!)) / weight : means[i]!;
    }),
  };
}

/** Minus the log-likelihood and its gradient by the logarithms of p, q, v. */
export function negativeLogLikelihoodOfAmounts(x: Float64Array, m: Float64Array, logs: Float64Array): { value: number; gradient: Float64Array } {
  const [p = 1, q = 1, v = 1] = logs.map(Math.exp);
  const gradient = new Float64Array(3);
  let value = 0;
  const [lgQ, dQ, logV] = [logGamma(q), digamma(q), Math.log(v)];
  for (let i = 0; i < x.length; i++) {
    const [count, mean] = [x[i]!, m[i]!];
    const px = p * count;
    const logSum = Math.log(count * mean + v);
    value -= logGamma(px + q) - logGamma(px) - lgQ + q * logV + (px - 1) * Math.log(mean) + px * Math.log(count) - (px + q) * logSum;
    const dSum = digamma(px + q);
    gradient[0]! -= count * (dSum - digamma(px) + Math.log(mean) + Math.log(count) - logSum);
    gradient[1]! -= dSum - dQ + logV - logSum;
    gradient[2]! -= q / v - (px + q) / (count * mean + v);
  }
  return { value, gradient: gradient.map((g, k) => g * [p, q, v][k]!) };
}
