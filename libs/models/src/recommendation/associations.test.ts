import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { findBundles, findPairs, measurePair, PAIR_FLOOR, pairFloor } from './associations';
import { groupItems } from './cold-start';
import { fromLists } from './fixtures';
import { measureGroupPairs } from './group-pairs';

describe('findPairs', () => {
  it('measures a pair as worked out by hand', () => {
    const pair = measurePair(0, 1, 20, 40, 50, 200);
    expect(pair.support).toBe(0.1);
    expect(pair.confidenceAB).toBe(0.5);
    expect(pair.confidenceBA).toBe(0.4);
    expect(pair.lift).toBe(2);
    // 2 Σ O ln(O/E) of [20, 20, 30, 130] with expected [10, 30, 40, 120]
    expect(pair.logLikelihoodRatio).toBeCloseTo(2 * (20 * Math.log(2) + 20 * Math.log(2 / 3) + 30 * Math.log(0.75) + 130 * Math.log(13 / 12)), 9);
    expect(pair.liftLow).toBeCloseTo(2 * Math.exp(-1.96 * Math.sqrt(1 / 20 - 1 / 40 - 1 / 50 + 40 / 2000 - 1 / 200)), 9);
    expect(measurePair(0, 1, 10, 40, 50, 200)).toMatchObject({ lift: 1, logLikelihoodRatio: expect.closeTo(0, 9) as number });
    expect(() => measurePair(0, 1, 41, 40, 50, 200)).toThrow(RangeError);
  });

  it('finds what was put together, and hardly anything in baskets filled by chance', async () => {
    const random = seededRandom(4);
    const chance = () => Array.from({ length: 5 }, () => 3 + random.integer(27));
    const baskets = fromLists(Array.from({ length: 600 }, (_, n) => [...new Set([...(n % 10 === 0 ? [0, 1, 2] : n % 10 === 1 ? [0] : []), ...chance()])]), 30);
    const pairs = await findPairs(baskets);
    expect(pairs.slice(0, 3).map(({ a, b }) => [a, b])).toEqual(expect.arrayContaining([[0, 1], [0, 2], [1, 2]]));
    expect(pairs.length).toBeLessThanOrEqual(5); // 435 pairs, one in a thousand by chance
    const [bundle] = findBundles(baskets, pairs, 10);
    expect(bundle).toMatchObject({ items: [0, 1, 2], baskets: 60, support: 0.1 });
    expect(bundle!.lift).toBeCloseTo(60 / (600 * 0.2 * 0.1 * 0.1), 9);
  });

  it('says nothing about nothing', async () => {
    expect(await findPairs(fromLists([[0], [1], []], 2))).toEqual([]);
  });
});

describe('pairFloor', () => {
  it('lets chance through about once among all pairs', async () => {
    const random = seededRandom(9);
    const baskets = fromLists(Array.from({ length: 4000 }, () => [...new Set(Array.from({ length: 6 }, () => random.integer(150)))]), 150);
    const floor = pairFloor(baskets);
    expect(floor.logLikelihoodRatio).toBeCloseTo(15.5, 0); // χ² with one degree of freedom is above it once in 150 · 149 / 2 draws
    expect((await findPairs(baskets, floor)).length).toBeLessThanOrEqual(2);
  });

  it('is never below the plain floor', () => {
    expect(pairFloor(fromLists([[0, 1]], 2))).toEqual(PAIR_FLOOR);
  });
});

describe('measureGroupPairs', () => {
  it('measures both ways, also groups that keep apart', async () => {
    const grouped = groupItems(fromLists([[0, 2], [1, 2], [0], [3], [3]], 4), Int32Array.of(0, 0, 1, 2), 3);
    const pairs = await measureGroupPairs(grouped);
    expect(pairs.map(({ from, to, users, share, lift }) => [from, to, users, share, lift])).toEqual([
      [0, 1, 2, expect.closeTo(2 / 3) as number, expect.closeTo(5 / 3) as number],
      [1, 0, 2, 1, expect.closeTo(5 / 3) as number],
    ]);
    expect(pairs.every(({ lift, liftLow, liftHigh }) => liftLow < lift && lift < liftHigh)).toBe(true);
  });
});
