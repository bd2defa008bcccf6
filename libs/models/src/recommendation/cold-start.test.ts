import { expect, it } from 'vitest';
import { fitGroupAffinity, groupItems, popularityInSegments } from './cold-start';
import { fromLists } from './fixtures';
import { historyOf } from './interactions';

const data = fromLists([[0, 1, 2], [0, 1], [2, 3], [3]], 4);
const groupOf = Int32Array.of(0, 0, 1, 1);

it('puts groups in place of items', () => {
  const grouped = groupItems(data, groupOf, 2);
  expect([...grouped.item]).toEqual([0, 1, 0, 1, 1]);
  expect([...grouped.weight]).toEqual([2, 1, 2, 2, 1]);
});

it('knows what a segment takes, and leans on everybody where it is small', () => {
  const many = fromLists(Array.from({ length: 400 }, (_, u) => [u < 200 ? 0 : 1]), 2);
  const [first, second, empty] = popularityInSegments(many, Int32Array.from({ length: 400 }, (_, u) => (u < 200 ? 0 : 1)), 3);
  expect(first![0]).toBeCloseTo((200 + 25) / 250, 12);
  expect(second![0]).toBeCloseTo(25 / 250, 12);
  expect([...empty!]).toEqual([0.5, 0.5]);
  expect(() => popularityInSegments(many, new Int32Array(1), 1)).toThrow(RangeError);
});

it('tells who may take a product nobody has yet', () => {
  const { score } = fitGroupAffinity(data, groupOf, 2);
  // group 0: users 0, 1, both with two of it, one of them with group 1; group 1: users 0, 2, 3, one with two of it, one with group 0
  expect([...score(historyOf(data, 1))]).toEqual([1, 0.5]);
  const mixed = score(historyOf(data, 0));
  expect(mixed[0]).toBeCloseTo((1 + 1 + 1 / 3) / 3, 12);
  expect(mixed[1]).toBeCloseTo((0.5 + 0.5 + 1 / 3) / 3, 12);
  expect([...score({ items: new Int32Array(), weights: new Float32Array(), ages: new Float32Array() })]).toEqual([0.5, 0.75]);
});
