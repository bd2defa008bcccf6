import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { countPairs } from './cooccurrence';
import { fitDenseEase } from './ease';
import { simulateTastes } from './fixtures';
import { entriesByItem, type Interactions } from './interactions';
import { invertSymmetric } from './invert';
import { fitTruncatedEase } from './truncated-ease';

const breathe = async () => undefined;
const data = simulateTastes({});

/** EASE as its paper has it, by Gauss-Jordan elimination with pivots on plain arrays. */
function referenceEase({ users, items, start, item }: Interactions, lambda: number): number[][] {
  const a = Array.from({ length: items }, (_, i) => Array.from({ length: 2 * items }, (_, j) => (i === j ? lambda : j === items + i ? 1 : 0)));
  for (let u = 0; u < users; u++) {
    const owned = item.subarray(start[u], start[u + 1]);
    for (const i of owned) for (const j of owned) a[i]![j]! += 1;
  }
  for (let k = 0; k < items; k++) {
    const pivot = a.slice(k).reduce((best, row, r) => (Math.abs(row[k]!) > Math.abs(a[best]![k]!) ? r + k : best), k);
    [a[k], a[pivot]] = [a[pivot]!, a[k]!];
    const scale = a[k]![k]!;
    a[k] = a[k]!.map((value) => value / scale);
    a.forEach((row, i) => {
      if (i === k) return;
      const factor = row[k]!;
      a[k]!.forEach((value, j) => (row[j]! -= factor * value));
    });
  }
  const p = a.map((row) => row.slice(items));
  return p.map((row, i) => row.map((value, j) => (i === j ? 0 : -value / p[j]![j]!)));
}

describe('EASE', () => {
  const expected = referenceEase(data, 20);

  it('is the closed form of its paper', async () => {
    const [matrix] = await fitDenseEase({ data, tf: undefined, breathe }, [{ lambda: 20, dropout: 0 }]);
    for (let i = 0; i < data.items; i++) for (let j = 0; j < data.items; j++) expect(matrix!.weight(i, j)).toBeCloseTo(expected[i]![j]!, 5);
  });

  it('is the same when each item is regressed on all it was ever seen with', async () => {
    const pairs = await countPairs(data, entriesByItem(data), breathe);
    const [matrix] = await fitTruncatedEase(pairs, [{ lambda: 20, dropout: 0 }], data.items, breathe);
    for (let j = 0; j < data.items; j++) {
      if (pairs.others[j]!.length < data.items - 1) continue; // others have true zeros beyond their neighbours
      for (let i = 0; i < data.items; i++) expect(matrix!.weight(i, j)).toBeCloseTo(expected[i]![j]!, 3);
    }
    const out = new Float32Array(data.items);
    matrix!.addRow(3, 2, out);
    expect(out[7]).toBeCloseTo(2 * matrix!.weight(3, 7), 6);
  });

  it('inverts in blocks of tensors as in one piece, and leaks none', async () => {
    const n = 300;
    const a = Float32Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return i === j ? 10 + (i % 5) : Math.cos(i * j) / (5 + Math.abs(i - j));
    });
    const tensors = tf.memory().numTensors;
    const [blocked, plain] = [await invertSymmetric(a, n, tf, breathe), await invertSymmetric(a, n, undefined, breathe)];
    expect(tf.memory().numTensors).toBe(tensors);
    const largest = blocked.reduce((most, value, k) => Math.max(most, Math.abs(value - plain[k]!)), 0);
    expect(largest).toBeLessThan(1e-5);
  });

  it('refuses a matrix without an inverse', async () => {
    await expect(invertSymmetric(Float32Array.of(1, 1, 1, 1), 2, undefined, breathe)).rejects.toThrow(/not positive definite/);
  });
});
