import { expect, it } from 'vitest';
import { chooseWeights, objectiveOf } from './choose-weights';
import type { Scaled } from './combination';

const list = (items: readonly number[]): Scaled => ({ items: Int32Array.from(items), scores: Float32Array.from(items, (_, place) => 1 - place / items.length) });
const tieRank = Int32Array.from({ length: 60 }, (_, i) => i);
const filler = (from: number) => Array.from({ length: 19 }, (_, k) => from + k);

it('adds a method that finds what the best one misses, and leaves out one that finds nothing', () => {
  const points = Array.from({ length: 10 }, (_, p) => p);
  const targets = points.map(() => Int32Array.of(0, 1));
  const first = points.map(() => list([0, ...filler(20)]));
  const second = points.map((p) => list(p < 8 ? [1, ...filler(40)] : filler(40)));
  const useless = points.map(() => list(filler(3)));
  const { weights, objective } = chooseWeights([first, second, useless], targets, tieRank, true);
  expect(weights[0]).toBe(1);
  expect(weights[1]).toBeGreaterThan(0);
  expect(weights[2]).toBe(0);
  expect(objective).toBeGreaterThan(objectiveOf(first[0]!.items, targets[0]!));
});

it('trusts a small gain only where time is known', () => {
  const points = Array.from({ length: 60 }, (_, p) => p);
  const targets = points.map(() => Int32Array.of(0, 1));
  const first = points.map(() => list([0, ...filler(20)]));
  const second = points.map((p) => list(p < 2 ? [1, ...filler(40)] : filler(40)));
  expect(chooseWeights([first, second], targets, tieRank, true).weights[1]).toBeGreaterThan(0);
  expect(chooseWeights([first, second], targets, tieRank, false).weights[1]).toBe(0);
});
