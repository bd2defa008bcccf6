/** Fewer errors than this are chance. */
const FEWEST_ERRORS = 8;
/** A shorter run of misses to one side is chance too. */
const FEWEST_IN_A_ROW = 4;
/** Mean absolute error of normal errors is this part of their standard deviation. */
const MAD_OF_NORMAL = Math.sqrt(2 / Math.PI);
/** Standard deviations that a sum of unbiased errors seldom leaves. */
const LIMIT = 2;

export interface Bias {
  /** sum of the errors over their mean absolute error; ±n when all n miss to one side */
  readonly signal: number;
  /** periods in a row, up to the last one, that were forecast too high (positive) or too low (negative) */
  readonly periods: number;
  /** the sum is larger than independent errors would make it, and the last misses are to one side */
  readonly isAlarm: boolean;
}

/**
 * Whether a forecast leans to one side: the tracking signal Σe / MAD with limits at two standard deviations of a sum of n independent
 * normal errors, √n · σ.
 * Source: Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, 3.9 (tracking signals).
 * @param errors forecast less demand per period, oldest first; `NaN` where demand is not known
 * @returns undefined when fewer than eight errors are known
 */
export function trackBias(errors: Float64Array): Bias | undefined {
  const known = errors.filter((error) => !Number.isNaN(error));
  if (known.length < FEWEST_ERRORS) return undefined;
  const deviation = known.reduce((sum, error) => sum + Math.abs(error), 0) / known.length;
  if (deviation === 0) return { signal: 0, periods: 0, isAlarm: false };
  const signal = known.reduce((sum, error) => sum + error, 0) / deviation;
  const side = Math.sign(known.at(-1)!);
  let inARow = 0;
  for (let t = known.length - 1; t >= 0 && Math.sign(known[t]!) === side && side !== 0; t--) inARow += 1;
  const limit = (LIMIT / MAD_OF_NORMAL) * Math.sqrt(known.length);
  return { signal, periods: side * inARow, isAlarm: Math.abs(signal) > limit && Math.sign(signal) === side && inARow >= FEWEST_IN_A_ROW };
}
