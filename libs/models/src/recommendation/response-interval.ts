/** Cases whose predicted probability lay in one bin: how many, the mean prediction, the share that came true and its 95 % interval. */
export type ResponseBin = { readonly count: number; readonly predicted: number; readonly observed: number; readonly lower: number; readonly upper: number };

/** A mean with a 95 % interval. */
export type ExpectedValue = { readonly mean: number; readonly lower: number; readonly upper: number };

const Z95 = 1.96;

/**
 * How far a predicted probability may be from what such predictions came to: its bin's interval, as ratios of what was predicted there.
 * @returns the prediction itself as the mean; without bins nothing is known and the interval is 0 … 1
 */
export function responseInterval(probability: number, bins: readonly ResponseBin[]): ExpectedValue {
  if (bins.length === 0) return { mean: probability, lower: 0, upper: 1 };
  const nearest = bins.reduce((best, bin) => (distance(bin.predicted, probability) < distance(best.predicted, probability) ? bin : best));
  const [low, high] = [nearest.lower / nearest.predicted, nearest.upper / nearest.predicted];
  return { mean: probability, lower: Math.min(probability, probability * low), upper: Math.min(1, Math.max(probability, probability * high)) };
}

const distance = (a: number, b: number) => Math.abs(Math.log(Math.max(a, 1e-9)) - Math.log(Math.max(b, 1e-9)));

/**
 * What several people's responses add up to: the sum of probability × worth, with an interval for the sum that comes, not for its expectation:
 * each response is a draw of its own, and all predictions may be wrong together as far as {@link responseInterval} says.
 * @param worth money of one response, one per probability; all 1 to count responses
 */
export function sumResponses(probabilities: ArrayLike<number>, worth: ArrayLike<number>, bins: readonly ResponseBin[]): ExpectedValue {
  let [mean, variance, low, high] = [0, 0, 0, 0];
  for (let k = 0; k < probabilities.length; k++) {
    const [p, w] = [probabilities[k]!, worth[k]!];
    const { lower, upper } = responseInterval(p, bins);
    mean += p * w;
    low += (p - lower) * w;
    high += (upper - p) * w;
    variance += p * (1 - p) * w * w;
  }
  return { mean, lower: Math.max(0, mean - Math.sqrt(low ** 2 + Z95 ** 2 * variance)), upper: mean + Math.sqrt(high ** 2 + Z95 ** 2 * variance) };
}
