/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * P(Z ≤ z) of the standard normal distribution, to about 1e-15 relative in both tails.
 * Source: Marsaglia (2004), "Evaluating the normal distribution", J. Stat. Software 11(4): Taylor series within 5; beyond, the
 * continued fraction of Mills' ratio.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z > 5) return 1 - normalCdf(-z);
  if (z < -5) {
    let fraction = 0;
    for (let k = 60; k >= 1; k--) fraction = k / (-z + fraction);
    return normalDensity(z) / (-z + fraction);
  }
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 && k < 400; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(z);
}

// Coefficients of Acklam's rational approximation (relative error below 1.2e-9), sharpened by one step of Halley's method.
const CENTRE = [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1, 2.506628277459239];
const CENTRE_BELOW = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1];
const TAIL = [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];
const TAIL_STARTS = 0.02425;

/** The z below which a standard normal variable falls with probability `p`; ∓∞ at 0 and 1, `NaN` outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  const z = p < TAIL_STARTS ? tailQuantile(p) : centreQuantile(p);
  const error = (normalCdf(z) - p) / normalDensity(z);
  return z - error / (1 + (z * error) / 2);
}

function tailQuantile(p: number): number {
  const r = Math.sqrt(-2 * Math.log(p));
  return horner(TAIL, r) / horner(TAIL_BELOW, r);
}

function centreQuantile(p: number): number {
  const r = p - 0.5;
  return (r * horner(CENTRE, r * r)) / horner(CENTRE_BELOW, r * r);
}

function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0);
}

/**
 * Standard normal loss E[(Z − z)⁺], the expected shortage per unit of standard deviation at z standard deviations of safety stock.
 * Source: Silver, Pyke & Thomas (2017), G_u(k); Nahmias, L(z).
 */
export function normalLossFunction(z: number): number {
  return normalDensity(z) - z * normalCdf(-z);
}
