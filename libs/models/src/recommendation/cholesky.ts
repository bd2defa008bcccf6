/**
 * Cholesky factor of a symmetric positive definite matrix, in place: the lower triangle of `a` becomes L with L Lᵀ = A.
 * @param a [n × n] row-major, of which the lower triangle is read; may be longer
 * @throws RangeError when A is not positive definite
 */
export function factorize(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      let sum = a[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= a[rowI + k]! * a[rowJ + k]!;
      if (i === j) {
        if (!(sum > 0)) throw new RangeError(`factorize: not positive definite at ${i} of ${n}`);
        a[rowI + i] = Math.sqrt(sum);
      } else {
        a[rowI + j] = sum / a[rowJ + j]!;
      }
    }
  }
}

/** Solves L Lᵀ x = b in place of b, with L from {@link factorize}. */
export function solveFactorized(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = b[i]! / l[i * n + i]!;
    b[i] = value;
    for (let k = 0; k < i; k++) b[k]! -= l[i * n + k]! * value;
  }
}

/** Inverse of a symmetric positive definite matrix [n × n], row-major, in place. @throws RangeError when it is not positive definite */
export function invertPositive(a: Float64Array, n: number): void {
  factorize(a, n);
  const columns = Array.from({ length: n }, (_, j) => {
    const unit = new Float64Array(n);
    unit[j] = 1;
    solveFactorized(a, n, unit);
    return unit;
  });
  columns.forEach((column, j) => column.forEach((value, i) => (a[i * n + j] = value)));
}
