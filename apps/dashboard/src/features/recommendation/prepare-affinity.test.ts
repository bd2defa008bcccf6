import { expect, it } from 'vitest';
import { prepareAffinity } from './prepare-affinity';

const between = (from: string, to: string, lift: number, [liftLow, liftHigh]: readonly [number, number], share = 0.2) => ({ from, to, customers: 10, share, lift, liftLow, liftHigh });

it('lays categories out as a square, empty on its diagonal and where nothing is known', () => {
  const { categories, cells } = prepareAffinity([between('Tea', 'Cups', Math.SQRT2, [1.2, 1.6])], 'lift');
  expect(categories).toEqual(['Cups', 'Tea']);
  expect(cells[0]).toEqual([null, null]);
  expect(cells[1]?.[0]).toMatchObject({ value: Math.SQRT2, strength: expect.closeTo(0.5) as number });
});

it('colours nothing that may be chance, and no lift more than twofold', () => {
  const { cells } = prepareAffinity([between('A', 'B', 1.4, [0.9, 2]), between('B', 'A', 16, [9, 20]), between('A', 'C', 0.1, [0.01, 0.5])], 'lift');
  expect(cells[0]?.[1]?.strength).toBe(0);
  expect(cells[1]?.[0]?.strength).toBe(1);
  expect(cells[0]?.[2]?.strength).toBe(-1);
});

it('colours shares as they are', () => {
  expect(prepareAffinity([between('A', 'B', 1.4, [0.9, 2], 0.35)], 'share').cells[0]?.[1]).toMatchObject({ value: 0.35, strength: 0.35 });
});
