import fc from 'fast-check';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { fitRecommender } from './fit-recommender';
import { fromLists, simulateTastes } from './fixtures';
import { historyOf } from './interactions';
import { hideLast } from './validation';

const data = simulateTastes({ users: 200 });

describe('fitRecommender', () => {
  it('fits, chooses and recommends, the same for the same seed, and leaves no tensor behind', async () => {
    const tensors = tf.memory().numTensors;
    const options = { seed: 3, keepsAll: true };
    const [one, two] = [await fitRecommender(data, options, { tf }), await fitRecommender(data, options, { tf })];
    expect(tf.memory().numTensors).toBe(tensors);
    expect(one.methods.map(({ name }) => name)).toEqual(['popularity', 'item-cosine', 'item-lift', 'ease', 'als', 'sequence']);
    const history = historyOf(data, 0);
    const list = one.recommend(history, 10);
    expect(list).toEqual(two.recommend(history, 10));
    expect(list).toHaveLength(10);
    expect(list.some(({ item }) => history.items.includes(item))).toBe(false);
    expect(one.champion.objective).toBeGreaterThanOrEqual(Math.max(...one.methods.map(({ objective }) => objective)) - 1e-9);
    const popular = one.methods.find(({ name }) => name === 'popularity')!;
    expect(one.champion.objective).toBeGreaterThan(1.5 * popular.objective);
  });

  it('takes settings and weights of an earlier fit in place of a new validation', async () => {
    const { training } = hideLast(data, seededRandom(5));
    const earlier = await fitRecommender(training, { seed: 3, models: ['popularity', 'item-cosine', 'ease'], keepsAll: true });
    const later = await fitRecommender(data, { seed: 3, like: earlier });
    expect(later.champion).toEqual(earlier.champion);
    expect(later.methods.map(({ name, settings, weight }) => [name, settings, weight])).toEqual(earlier.methods.filter(({ weight }) => weight > 0).map(({ name, settings, weight }) => [name, settings, weight]));
    expect(later.recommend(historyOf(data, 0), 5)).not.toEqual(earlier.recommend(historyOf(data, 0), 5));
  });

  it('keeps to what may be recommended, and gives what is owned when asked', async () => {
    const recommender = await fitRecommender(data, { seed: 3, models: ['item-cosine', 'ease'] });
    const history = historyOf(data, 1);
    const isExcluded = new Uint8Array(data.items).fill(1, 0, 30);
    expect(recommender.recommend(history, 40, { isExcluded }).every(({ item }) => item >= 30)).toBe(true);
    const kept = recommender.recommend(history, 40, { keepsOwned: true }).map(({ item }) => item);
    expect(history.items.every((item) => kept.includes(item))).toBe(true);
    expect(recommender.recommend({ items: new Int32Array(), weights: new Float32Array(), ages: new Float32Array() }, 3)).toHaveLength(3);
  });

  it('says why, in shares of the history, and whom to tell', async () => {
    const recommender = await fitRecommender(data, { seed: 3, models: ['ease', 'als'] });
    const history = historyOf(data, 2);
    const [best] = recommender.recommend(history, 1);
    const reasons = recommender.explain(history, best!.item, 20);
    expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(reasons.every(({ item }) => history.items.includes(item))).toBe(true);
    const audience = recommender.audience(data, best!.item, 15);
    expect(audience).toHaveLength(15);
    for (const { user } of audience) expect(historyOf(data, user).items.includes(best!.item)).toBe(false);
  });

  it('answers for one user and for data without order', async () => {
    const lonely = await fitRecommender(fromLists([[0, 1]], 3), { seed: 1 });
    expect(lonely.recommend({ items: Int32Array.of(0), weights: Float32Array.of(1), ages: Float32Array.of(0) }, 5)).not.toHaveLength(0);
    const unordered = await fitRecommender(simulateTastes({ hasTime: false }), { seed: 1, keepsAll: true });
    expect(unordered.methods.map(({ name }) => name)).not.toContain('sequence');
    await expect(fitRecommender(fromLists([[]], 3), { seed: 1 })).rejects.toThrow(/no interactions/);
  });

  it('can be stopped', async () => {
    let asked = 0;
    await expect(fitRecommender(data, { seed: 1 }, { isCancelled: () => (asked += 1) > 5 })).rejects.toThrow();
  });
});

describe('hideLast', () => {
  it('asks only for what came later, of users that keep a history', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.nat(15), { maxLength: 12 }), { minLength: 1, maxLength: 12 }), fc.integer(), (lists, seed) => {
        const all = fromLists(lists, 16);
        const { training, points } = hideLast(all, seededRandom(seed));
        expect(training.item.length).toBeLessThanOrEqual(all.item.length);
        for (const { history, targets } of points) {
          expect(history.items.length).toBeGreaterThan(0);
          expect(targets.length).toBeGreaterThan(0);
          expect(lists.some((list) => list.join() === [...history.items, ...targets].join())).toBe(true);
        }
      }),
      { seed: 6 },
    );
  });
});
