import { describe, expect, it } from 'vitest';
import { alsMethod } from './als';
import { countPairs } from './cooccurrence';
import { createContext } from './fitted-method';
import { fromLists, simulateTastes } from './fixtures';
import { entriesByItem } from './interactions';
import { cosineMethod, liftMethod } from './item-neighbours';
import { popularityMethod, popularityOf } from './popularity';
import { sequenceMethod } from './sequence';
import type { MethodSettings, RecommendationMethod } from './method';

const breathe = async () => undefined;
const data = fromLists([[0, 1, 2], [0, 1], [1, 2, 3], [0, 3], [3]], 5);
const fit = async (method: RecommendationMethod, settings: MethodSettings, of = data) => (await method.fit(createContext(of, { tf: undefined, seed: 1, denseItems: 100, breathe }), [settings]))[0]!;
const scoresFor = async (method: RecommendationMethod, settings: MethodSettings, items: readonly number[]) => {
  const out = new Float32Array(data.items);
  (await fit(method, settings)).score({ items: Int32Array.from(items), weights: new Float32Array(items.length).fill(1) }, out);
  return [...out];
};
const users = [[0, 1, 3], [0, 1, 2], [0, 2], [2, 3, 4], []]; // who has each item

describe('methods on items', () => {
  it('count pairs as looking at every user does', async () => {
    const { others, counts, usersOf } = await countPairs(data, entriesByItem(data), breathe);
    expect([...usersOf]).toEqual([3, 3, 2, 3, 0]);
    users.forEach((of, i) =>
      users.forEach((having, j) => {
        const both = of.filter((u) => having.includes(u)).length;
        const place = others[i]!.indexOf(j);
        expect(place < 0 ? 0 : counts[i]![place]).toBe(i === j ? 0 : both);
      }),
    );
  });

  it('have the cosine and the lift worked out by hand', async () => {
    const cosine = await scoresFor(cosineMethod, { neighbours: 100, tilt: 0.5 }, [0]);
    expect(cosine[1]).toBeCloseTo(2 / 3, 6);
    expect(cosine[2]).toBeCloseTo(1 / Math.sqrt(6), 6);
    expect(cosine[4]).toBe(0);
    const lift = await scoresFor(liftMethod, { neighbours: 100, shrinkage: 2 }, [0, 1]);
    expect(lift[2]).toBeCloseTo(Math.log((5 * 2) / (3 * 2)) * 0.5, 6); // 0 and 2: 5 · 1 / 6 is below chance
    expect(await scoresFor(cosineMethod, { neighbours: 1, tilt: 0.5 }, [2])).toEqual([0, expect.closeTo(2 / Math.sqrt(6), 6), 0, expect.closeTo(1 / Math.sqrt(6), 6), 0]);
  });

  it('count what follows what by distance', async () => {
    const scores = await scoresFor(sequenceMethod, { damping: 0 }, [0]);
    expect(scores[1]).toBeCloseTo(2 / 3, 6); // users 0 and 1, next
    expect(scores[2]).toBeCloseTo(0.5 / 3, 6); // user 0, one later
    expect(scores[0]).toBe(0);
  });

  it('let old popularity fade', async () => {
    expect([...popularityOf(data)]).toEqual([3, 3, 2, 3, 0]);
    const faded = popularityOf(data, 0.5); // span 2, so an age of 1 counts half
    expect(faded[0]).toBeCloseTo(3 * 0.25, 6); // always first
    expect(await scoresFor(popularityMethod, { halfLifeShare: Number.POSITIVE_INFINITY }, [])).toEqual([3, 3, 2, 3, 0]);
  });

  it('factorize so that a user scores items of the same taste higher', async () => {
    const tastes = simulateTastes({ users: 300 });
    const scorer = await fit(alsMethod, { alpha: 10, regularization: 1 }, tastes);
    const out = new Float32Array(tastes.items);
    scorer.score({ items: Int32Array.of(0, 4, 8, 12), weights: new Float32Array(4).fill(1) }, out);
    const mean = (taste: number) => out.filter((_, i) => i % 4 === taste && i > 12).reduce((a, b) => a + b, 0);
    expect(mean(0)).toBeGreaterThan(2 * Math.max(mean(1), mean(2), mean(3)));
    scorer.score({ items: new Int32Array(), weights: new Float32Array() }, out);
    expect(out.every((score) => score === 0)).toBe(true);
  });
});
