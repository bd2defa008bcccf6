/**
 * Locally weighted straight lines at the points 0 … n - 1 and beyond (Cleveland 1979), with tricube weights over the
 * nearest `span` values.
 * @param y evenly spaced, without gaps
 * @param from first point to smooth at, may be negative
 * @param to last point, may lie past the end
 * @param jump fits at every jump-th point and draws straight lines between
 * @returns length to - from + 1
 */
export function loess(y: Float64Array, span: number, from: number, to: number, jump = 1): Float64Array {
  const smooth = new Float64Array(to - from + 1);
  const fitted = (x: number) => fitAt(y, span, x);
  for (let x = from; x <= to; x += jump) {
    const next = Math.min(to, x + jump);
    const [here, there] = [fitted(x), next - x > 1 ? fitted(next) : 0];
    for (let k = x; k < Math.max(x + 1, next); k++) smooth[k - from] = k === x ? here : here + ((there - here) * (k - x)) / (next - x);
    if (next === to) smooth[to - from] = next - x > 1 ? there : fitted(to);
  }
  return smooth;
}

function fitAt(y: Float64Array, span: number, x: number): number {
  const n = y.length;
  const width = Math.min(span, n);
  const first = Math.max(0, Math.min(n - width, Math.ceil(x - width / 2)));
  const start = nearestStart(n, width, x, first);
  const reach = Math.max(x - start, start + width - 1 - x) + (span > n ? Math.floor((span - n) / 2) : 0);
  let total = 0;
  let centre = 0;
  const weights = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    const distance = Math.abs(start + k - x);
    if (distance > 0.999 * reach) continue;
    weights[k] = distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3;
    total += weights[k]!;
    centre += weights[k]! * (start + k);
  }
  if (total <= 0) return y[Math.max(0, Math.min(n - 1, x))]!;
  centre /= total;
  let spread = 0;
  for (let k = 0; k < width; k++) spread += (weights[k]! / total) * (start + k - centre) ** 2;
  const tilt = Math.sqrt(spread) > 0.001 * (n - 1) ? (x - centre) / spread : 0;
  let value = 0;
  for (let k = 0; k < width; k++) value += (weights[k]! / total) * (1 + tilt * (start + k - centre)) * y[start + k]!;
  return value;
}

/** The window of `width` points that are nearest to x. */
function nearestStart(n: number, width: number, x: number, guess: number): number {
  let start = guess;
  while (start > 0 && x - (start - 1) < start + width - 1 - x) start -= 1;
  while (start + width < n && start + width - x < x - start) start += 1;
  return start;
}
