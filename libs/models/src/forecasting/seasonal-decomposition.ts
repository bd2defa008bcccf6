/** Seasonal pattern of one series; `indices[k]` belongs to periods t with t mod m = k. Additive ones sum to 0, multiplicative ones average 1. */
export type SeasonalPattern = { readonly kind: 'additive' | 'multiplicative'; readonly indices: Float64Array };

/**
 * Classical decomposition: detrend by a centred moving average over one season, then average by position in the season.
 * @param y without gaps, at least two seasons long
 * @throws RangeError when it is shorter
 */
export function seasonalPattern(y: Float64Array, seasonality: number, kind: SeasonalPattern['kind']): SeasonalPattern {
  if (y.length < 2 * seasonality) throw new RangeError(`seasonalPattern: ${y.length} periods are fewer than two seasons of ${seasonality}`);
  const trend = centredAverage(y, seasonality);
  const sums = new Float64Array(seasonality);
  const counts = new Float64Array(seasonality);
  for (let t = 0; t < y.length; t++) {
    const detrended = kind === 'additive' ? y[t]! - trend[t]! : y[t]! / trend[t]!;
    if (!Number.isFinite(detrended)) continue;
    sums[t % seasonality]! += detrended;
    counts[t % seasonality]! += 1;
  }
  const neutral = kind === 'additive' ? 0 : 1;
  const indices = sums.map((sum, k) => (counts[k]! > 0 ? sum / counts[k]! : neutral));
  const mean = indices.reduce((sum, v) => sum + v, 0) / seasonality;
  return { kind, indices: indices.map((v) => (kind === 'additive' ? v - mean : Math.max(0.01, v / (mean || 1)))) };
}

/** Takes the pattern out; {@link withSeason} puts it back. */
export function withoutSeason(y: Float64Array, { kind, indices }: SeasonalPattern): Float64Array {
  return y.map((v, t) => (kind === 'additive' ? v - indices[t % indices.length]! : v / indices[t % indices.length]!));
}

/** Puts the season of period `t` on a value. */
export function withSeason(value: number, t: number, { kind, indices }: SeasonalPattern): number {
  return kind === 'additive' ? value + indices[t % indices.length]! : value * indices[t % indices.length]!;
}

/**
 * Whether the autocorrelation at the seasonal lag stands out at 90 %, as tested before the Theta method
 * (Fiorucci et al. 2016): |r_m| > 1.645 √((1 + 2 Σ_{k<m} r_k²) / n).
 */
export function isSeasonal(y: Float64Array, seasonality: number): boolean {
  if (seasonality < 2 || y.length < 2 * seasonality) return false;
  const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
  const autocovariance = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < y.length; t++) sum += (y[t]! - mean) * (y[t - lag]! - mean);
    return sum;
  };
  const variance = autocovariance(0);
  if (variance <= 1e-12) return false;
  let squares = 0;
  for (let k = 1; k < seasonality; k++) squares += (autocovariance(k) / variance) ** 2;
  return Math.abs(autocovariance(seasonality) / variance) > 1.645 * Math.sqrt((1 + 2 * squares) / y.length);
}

/** Centred moving average over a season, half weights at both ends when the season is even; the ends repeat the nearest full one. */
function centredAverage(y: Float64Array, seasonality: number): Float64Array {
  const half = Math.floor(seasonality / 2);
  const trend = new Float64Array(y.length).fill(Number.NaN);
  for (let t = half; t < y.length - half; t++) {
    let sum = 0;
    for (let k = -half; k <= half; k++) sum += y[t + k]! * (seasonality % 2 === 0 && Math.abs(k) === half ? 0.5 : 1);
    trend[t] = sum / seasonality;
  }
  return trend;
}
