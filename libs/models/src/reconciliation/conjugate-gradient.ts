/**
 * Solves A x = b for a symmetric positive definite A that is only known by its product with a vector, by conjugate gradients
 * (Hestenes & Stiefel 1952) preconditioned by A's diagonal.
 * @param diagonal of A, all positive
 * @returns x with ‖b - A x‖ ≤ tolerance · ‖b‖, or as near as `maxIterations` lead
 */
export function solveConjugateGradient(multiply: (x: Float64Array) => Float64Array, diagonal: Float64Array, b: Float64Array, { tolerance = 1e-10, maxIterations = 500 } = {}): Float64Array {
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const target = tolerance * Math.sqrt(dot(b, b));
  let conditioned = residual.map((v, k) => v / diagonal[k]!);
  const direction = conditioned.slice();
  let slope = dot(residual, conditioned);
  for (let iteration = 0; iteration < maxIterations && Math.sqrt(dot(residual, residual)) > target; iteration++) {
    const image = multiply(direction);
    const step = slope / dot(direction, image);
    for (let k = 0; k < x.length; k++) {
      x[k]! += step * direction[k]!;
      residual[k]! -= step * image[k]!;
    }
    conditioned = residual.map((v, k) => v / diagonal[k]!);
    const next = dot(residual, conditioned);
    for (let k = 0; k < x.length; k++) direction[k] = conditioned[k]! + (next / slope) * direction[k]!;
    slope = next;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
