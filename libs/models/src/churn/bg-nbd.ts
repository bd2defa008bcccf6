import type { PurchaseSummary } from './feature-table';
import { minimizeSmooth } from './minimize-smooth';
import { digamma, hypergeometric, logGamma } from './special-functions';

/** Orders come at a rate that is gamma(r, α) over customers; after each one leaves with a probability that is beta(a, b). α in days. */
export type BgNbdParameters = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number };

export type BgNbd = {
  readonly parameters: BgNbdParameters;
  /** Chance that the customer has not left for good, length rows. */
  readonly probabilityAlive: (customers: PurchaseSummary) => Float64Array;
  /** Chance of no order within `days`, from the cutoff on. */
  readonly probabilityNoOrder: (customers: PurchaseSummary, days: number) => Float64Array;
  /** Expected number of orders within `days`. */
  readonly expectedOrders: (customers: PurchaseSummary, days: number) => Float64Array;
};

/** Away from 0 and infinity, where some data would carry the estimates: a weak pull of the logarithms to 0. */
const SHRINKAGE = 1e-4;

/**
 * The BG/NBD model by maximum likelihood with gradients, on the logarithms of its parameters, time in weeks.
 * @param customers all of a company's customers, those who left too
 * @param shrinkage times Σ log² of the parameters, added to the mean negative log-likelihood; 0 for the estimates of the paper
 * @throws RangeError without customers
 * Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, equations 6, 7 and 10.
 */
export function fitBgNbd(customers: PurchaseSummary, shrinkage = SHRINKAGE): BgNbd {
  const count = customers.repeats.length;
  if (count === 0) throw new RangeError('fitBgNbd: there are no customers');
  const weeks = { repeats: customers.repeats, lastAge: customers.lastAge.map((days) => days / 7), age: customers.age.map((days) => days / 7) };
  const { x } = minimizeSmooth(
    (logs) => {
      const { value, gradient } = negativeLogLikelihood(weeks, logs);
      return { value: value / count + shrinkage * logs.reduce((sum, l) => sum + l * l, 0), gradient: gradient.map((g, k) => g / count + 2 * shrinkage * logs[k]!) };
    },
    new Float64Array(4),
    1e-10,
  );
  const [r = 1, alpha = 1, a = 1, b = 1] = x.map(Math.exp);
  return bgNbdOf({ r, alpha: 7 * alpha, a, b });
}

/** Minus the log-likelihood and its gradient by the logarithms of r, α, a, b. Ages in the unit of α. */
export function negativeLogLikelihood({ repeats, lastAge, age }: PurchaseSummary, logs: Float64Array): { value: number; gradient: Float64Array } {
  const [r = 1, alpha = 1, a = 1, b = 1] = logs.map(Math.exp);
  const gradient = new Float64Array(4);
  let value = 0;
  const constants = { r: logGamma(r), b: logGamma(b), ab: logGamma(a + b), dr: digamma(r), db: digamma(b), dab: digamma(a + b), logAlpha: Math.log(alpha) };
  for (let i = 0; i < repeats.length; i++) {
    const [x, tx, t] = [repeats[i]!, lastAge[i]!, age[i]!];
    const whole = logGamma(r + x) - constants.r + r * constants.logAlpha + constants.ab + logGamma(b + x) - constants.b - logGamma(a + b + x);
    const alive = -(r + x) * Math.log(alpha + t);
    const left = x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + tx) : Number.NEGATIVE_INFINITY;
    const most = Math.max(alive, left);
    const sum = Math.exp(alive - most) + Math.exp(left - most);
    const shareLeft = Math.exp(left - most) / sum;
    const shareAlive = 1 - shareLeft;
    value -= whole + most + Math.log(sum);
    gradient[0]! -= digamma(r + x) - constants.dr + constants.logAlpha - shareAlive * Math.log(alpha + t) - (shareLeft > 0 ? shareLeft * Math.log(alpha + tx) : 0);
    gradient[1]! -= r / alpha - (r + x) * (shareAlive / (alpha + t) + shareLeft / (alpha + tx));
    const dAbx = digamma(a + b + x);
    gradient[2]! -= constants.dab - dAbx + shareLeft / a;
    gradient[3]! -= constants.dab + digamma(b + x) - constants.db - dAbx - (x > 0 ? shareLeft / (b + x - 1) : 0);
  }
  return { value, gradient: gradient.map((g, k) => g * [r, alpha, a, b][k]!) };
}

/** What a model with these parameters says. */
export function bgNbdOf(parameters: BgNbdParameters): BgNbd {
  const { r, alpha, b } = parameters;
  const a = Math.abs(parameters.a - 1) < 1e-6 ? 1 + 1e-6 : parameters.a; // equation 10 divides by a - 1
  /** Odds of having left after the last order, over an order-free time up to `age` while staying. */
  const oddsLeft = (x: number, tx: number, t: number) => (x > 0 ? (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + t) / (alpha + tx))) : 0);
  const each = ({ repeats, lastAge, age }: PurchaseSummary, say: (x: number, tx: number, t: number) => number) => repeats.map((x, i) => say(x, lastAge[i]!, age[i]!));
  return {
    parameters,
    probabilityAlive: (customers) => each(customers, (x, tx, t) => 1 / (1 + oddsLeft(x, tx, t))),
    probabilityNoOrder: (customers, days) => each(customers, (x, tx, t) => {
      const odds = oddsLeft(x, tx, t);
      return (Math.exp((r + x) * Math.log((alpha + t) / (alpha + t + days))) + odds) / (1 + odds);
    }),
    expectedOrders: (customers, days) => each(customers, (x, tx, t) => {
      const shrink = Math.exp((r + x) * Math.log((alpha + t) / (alpha + t + days)));
      const value = ((a + b + x - 1) / (a - 1)) * (1 - shrink * hypergeometric(r + x, b + x, a + b + x - 1, days / (alpha + t + days)));
      return Math.max(0, value / (1 + oddsLeft(x, tx, t)));
    }),
  };
}
