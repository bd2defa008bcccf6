/** Minimum of a unimodal function on [low, high] by golden-section search, to `tolerance` of the argument. */
export function minimizeScalar(objective: (x: number) => number, low: number, high: number, tolerance = 1e-3): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [x1, x2] = [b - golden * (b - a), a + golden * (b - a)];
  let [f1, f2] = [objective(x1), objective(x2)];
  while (b - a > tolerance) {
    if (f1 <= f2) {
      [b, x2, f2] = [x2, x1, f1];
      x1 = b - golden * (b - a);
      f1 = objective(x1);
    } else {
      [a, x1, f1] = [x1, x2, f2];
      x2 = a + golden * (b - a);
      f2 = objective(x2);
    }
  }
  return f1 <= f2 ? x1 : x2;
}

/**
 * Minimum over the unit box by the downhill simplex of Nelder & Mead (1965), every point clamped to the box.
 * @param start inside the box, length n
 */
export function minimizeInBox(objective: (x: readonly number[]) => number, start: readonly number[], maxEvaluations = 120): { x: readonly number[]; value: number } {
  const clamp = (x: number[]) => x.map((v) => Math.min(1, Math.max(0, v)));
  const evaluate = (x: number[]) => ({ x, value: objective(x) });
  const simplex = [evaluate([...start]), ...start.map((_, k) => evaluate(clamp(start.map((v, j) => (j === k ? (v < 0.5 ? v + 0.25 : v - 0.25) : v)))))];
  const size = start.length;
  let evaluations = simplex.length;
  const byValue = (a: { value: number }, b: { value: number }) => a.value - b.value;
  simplex.sort(byValue);
  while (evaluations < maxEvaluations && simplex[size]!.value - simplex[0]!.value > 1e-6 * Math.abs(simplex[0]!.value)) {
    const worst = simplex[size]!;
    const centre = start.map((_, j) => simplex.slice(0, size).reduce((sum, p) => sum + p.x[j]!, 0) / size);
    const along = (step: number) => evaluate(clamp(centre.map((c, j) => c + step * (c - worst.x[j]!))));
    const reflected = along(1);
    evaluations += 1;
    if (reflected.value < simplex[0]!.value) {
      const expanded = along(2);
      evaluations += 1;
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[size - 1]!.value) {
      simplex[size] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
      evaluations += 1;
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[size] = contracted;
      else {
        const best = simplex[0]!;
        for (let k = 1; k <= size; k++) simplex[k] = evaluate(simplex[k]!.x.map((v, j) => (v + best.x[j]!) / 2));
        evaluations += size;
      }
    }
    simplex.sort(byValue);
  }
  return simplex[0]!;
}
