import type { Random } from '../training/random';

/** A fold for every row, each with its share of both classes; drawn at random. */
export function stratifiedFolds(labels: Uint8Array, folds: number, random: Random): Uint8Array {
  const assigned = new Uint8Array(labels.length);
  for (const label of [0, 1]) {
    const rows = Array.from(labels.keys()).filter((row) => labels[row] === label);
    for (let k = rows.length - 1; k > 0; k--) {
      const other = random.integer(k + 1);
      [rows[k], rows[other]] = [rows[other]!, rows[k]!];
    }
    rows.forEach((row, k) => (assigned[row] = k % folds));
  }
  return assigned;
}

/** Row numbers inside and outside a fold, ascending. */
export function splitFold(folds: Uint8Array, fold: number): { readonly inside: Int32Array; readonly outside: Int32Array } {
  const rows = Array.from(folds.keys());
  return { inside: Int32Array.from(rows.filter((row) => folds[row] === fold)), outside: Int32Array.from(rows.filter((row) => folds[row] !== fold)) };
}

/** The labels of some rows. */
export function labelsOf(labels: Uint8Array, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => labels[row]!);
}
