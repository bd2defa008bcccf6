import { QUANTILE_COUNT } from '../forecast';

/** Number of knots that a horizon is described by when one stands for `ratio` periods; at least one. */
export function knotCount(horizon: number, ratio: number): number {
  return Math.max(1, Math.round(horizon / ratio));
}

/**
 * The linear interpolation of N-HiTS (Challu et al. 2023, eq. 5) as a matrix: knots evenly spread over the horizon, the periods
 * before the first and after the last knot take its value. Each of the nine quantiles is interpolated alone.
 * @returns [knots · 9, horizon · 9] row-major; the weights of each period's row of knots add to 1
 */
export function interpolationMatrix(knots: number, horizon: number): Float32Array {
  const columns = horizon * QUANTILE_COUNT;
  const matrix = new Float32Array(knots * QUANTILE_COUNT * columns);
  for (let h = 0; h < horizon; h++) {
    const position = Math.min(knots - 1, Math.max(0, ((h + 0.5) * knots) / horizon - 0.5));
    const below = Math.floor(position);
    const above = Math.min(knots - 1, below + 1);
    for (let q = 0; q < QUANTILE_COUNT; q++) {
      const column = h * QUANTILE_COUNT + q;
      matrix[(below * QUANTILE_COUNT + q) * columns + column]! += 1 - (position - below);
      matrix[(above * QUANTILE_COUNT + q) * columns + column]! += position - below;
    }
  }
  return matrix;
}
