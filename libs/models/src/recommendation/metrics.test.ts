import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageAt, hitAt, ndcgAt, noveltyAt, recallAt, scoreRanking } from './metrics';

const ranked = Int32Array.of(5, 3, 9, 1, 7);
const targets = Int32Array.of(3, 1, 8);

describe('ranking measures', () => {
  it('have the values worked out by hand', () => {
    // hits at ranks 2 and 4: 1/log2(3) + 1/log2(5) = 0.63093 + 0.43068; ideal for three: 1 + 0.63093 + 0.5
    expect(ndcgAt(ranked, targets, 10)).toBeCloseTo(1.06161 / 2.13093, 5);
    expect(ndcgAt(ranked, targets, 2)).toBeCloseTo(0.63093 / 1.63093, 5);
    expect(recallAt(ranked, targets, 4)).toBeCloseTo(2 / 3, 12);
    expect(hitAt(ranked, targets, 1)).toBe(0);
    expect(hitAt(ranked, targets, 2)).toBe(1);
    expect(coverageAt([ranked, Int32Array.of(5, 2)], 20, 2)).toBeCloseTo(3 / 20, 12);
    expect(noveltyAt([Int32Array.of(0, 1)], Float64Array.of(8, 1), 8, 10)).toBeCloseTo((0 + 3) / 2, 12);
  });

  it('are means over the users that took something; recall looks twice as far', () => {
    const scores = scoreRanking([{ ranked, targets }, { ranked, targets: Int32Array.of() }, { ranked, targets: Int32Array.of(99) }], 10, 2);
    expect(scores.hitRate).toBe(0.5);
    expect(scores.recall).toBeCloseTo(1 / 3, 12);
    expect(scores.coverage).toBe(0.2);
    expect(scoreRanking([], 10, 2).ndcg).toBeNaN();
    expect(recallAt(ranked, Int32Array.of(), 2)).toBeNaN();
  });

  it('stay between 0 and 1, reach 1 for the perfect list, and never fall with a longer one', () => {
    const list = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(list, list, fc.integer({ min: 1, max: 20 }), (a, b, k) => {
        const [x, y] = [Int32Array.from(a), Int32Array.from(b)];
        const value = ndcgAt(x, y, k);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(ndcgAt(y, y, k)).toBeCloseTo(1, 12);
        expect(recallAt(x, y, k + 1)).toBeGreaterThanOrEqual(recallAt(x, y, k));
      }),
      { seed: 6 },
    );
  });
});
