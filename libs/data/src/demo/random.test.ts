import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from './random';

const DRAWS = 20_000;
function moments(draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS };
}

describe('seededRandom', () => {
  const sequence = (random: Random) => Array.from({ length: 5 }, () => random.uniform());

  it('repeats itself for a seed and label, and for nothing else', () => {
    expect(sequence(seededRandom(1, 'a'))).toEqual(sequence(seededRandom(1, 'a')));
    expect(sequence(seededRandom(2, 'a'))).not.toEqual(sequence(seededRandom(1, 'a')));
    expect(sequence(seededRandom(1, 'b'))).not.toEqual(sequence(seededRandom(1, 'a')));
  });

  it.each<[string, (random: Random) => number, number, number]>([
    ['uniform', (random) => random.uniform(), 1 / 2, 1 / 12],
    ['normal', (random) => random.normal(), 0, 1],
    ['exponential', (random) => random.exponential(3), 3, 9],
    ['gamma of shape 2', (random) => random.gamma(2, 3), 3, 4.5],
    ['gamma of shape 3/2', (random) => random.gamma(1.5, 3), 3, 6],
    ['small Poisson', (random) => random.poisson(2.5), 2.5, 2.5],
    ['large Poisson', (random) => random.poisson(80), 80, 80],
  ])('draws a %s with its mean and variance', (_name, draw, mean, variance) => {
    const random = seededRandom(7, 'moments');
    const drawn = moments(() => draw(random));
    expect(Math.abs(drawn.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    expect(drawn.variance / variance).toBeCloseTo(1, 0);
  });

  it('draws in proportion to weights and shuffles without loss', () => {
    const random = seededRandom(7, 'weights');
    const counts = [0, 0, 0];
    for (let k = 0; k < DRAWS; k++) counts[random.weighted([1, 0, 3])]!++;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / DRAWS).toBeCloseTo(0.75, 1);
    expect(random.shuffle([1, 2, 3, 4]).toSorted()).toEqual([1, 2, 3, 4]);
  });
});
