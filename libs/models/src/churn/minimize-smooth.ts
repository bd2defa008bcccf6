export type Valued = { readonly value: number; readonly gradient: Float64Array };

const MOST_STEPS = 200;

/**
 * Minimum of a smooth function by BFGS with backtracking (Nocedal & Wright 2006, algorithm 6.1).
 * @param objective value and gradient; a value that is not finite is stepped back from
 */
export function minimizeSmooth(objective: (x: Float64Array) => Valued, start: Float64Array, tolerance = 1e-8): { readonly x: Float64Array; readonly value: number } {
  const size = start.length;
  let x = start.slice();
  let { value, gradient } = objective(x);
  let inverse = identity(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    let direction = inverse.map((line) => -dot(line, gradient));
    let slope = direction.reduce((sum, d, k) => sum + d * gradient[k]!, 0);
    if (slope >= 0) {
      inverse = identity(size);
      direction = Array.from(gradient, (g) => -g);
      slope = -dot(gradient, gradient);
    }
    let rate = Math.min(1, 2 / Math.max(1e-12, ...direction.map(Math.abs))); // logarithms of parameters: no further than e² at once
    let next = x;
    let found: Valued | undefined;
    for (let halving = 0; halving < 40; halving++, rate /= 2) {
      next = x.map((v, k) => v + rate * direction[k]!);
      const candidate = objective(next);
      if (Number.isFinite(candidate.value) && candidate.value <= value + 1e-4 * rate * slope) {
        found = candidate;
        break;
      }
    }
    if (!found) break;
    const s = next.map((v, k) => v - x[k]!);
    const y = found.gradient.map((g, k) => g - gradient[k]!);
    const gain = value - found.value;
    ({ value, gradient } = found);
    x = next;
    const sy = dot(s, y);
    if (sy > 1e-12) inverse = update(inverse, s, y, sy);
    if (gain < tolerance * (1 + Math.abs(value)) && Math.max(...gradient.map(Math.abs)) < 1e-5 * (1 + Math.abs(value))) break;
  }
  return { x, value };
}

function update(inverse: readonly Float64Array[], s: Float64Array, y: Float64Array, sy: number): Float64Array[] {
  const hy = Float64Array.from(inverse, (line) => dot(line, y));
  const factor = (sy + dot(y, hy)) / (sy * sy);
  return inverse.map((line, i) => line.map((v, j) => v + factor * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy));
}

function identity(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (_unused, j) => (i === j ? 1 : 0)));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
