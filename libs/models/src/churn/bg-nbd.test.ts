import { describe, expect, it } from 'vitest';
import { seededRandom } from '../training/random';
import { bgNbdOf, fitBgNbd, negativeLogLikelihood } from './bg-nbd';
import { fitGammaGamma, negativeLogLikelihoodOfAmounts } from './gamma-gamma';
import { digamma, hypergeometric, logGamma, normalTail } from './special-functions';

/** Fader, Hardie & Lee (2005), table 2: CDNOW, in weeks. */
const PUBLISHED = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const one = (repeats: number, lastAge: number, age: number) => ({ repeats: Float64Array.of(repeats), lastAge: Float64Array.of(lastAge), age: Float64Array.of(age) });

describe('special functions', () => {
  it('have their known values', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12);
    expect(digamma(0.25)).toBeCloseTo(-4.227453533376265, 11);
    expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.LN2, 12);
    expect(normalTail(1.959963985)).toBeCloseTo(0.025, 9);
    expect(normalTail(-1)).toBeCloseTo(0.8413447460685429, 12);
    expect(normalTail(7)).toBeCloseTo(1.28e-12, 14);
  });
});

describe('fitBgNbd', () => {
  it('expects the orders of the published customer', () => {
    // Fader & Hardie, Implementing the BG/NBD Model in Excel (2004): x = 2, t_x = 30.43, T = 38.86 gives 1.226 orders in 39 weeks
    expect(bgNbdOf(PUBLISHED).expectedOrders(one(2, 30.43, 38.86), 39)[0]).toBeCloseTo(1.226, 3);
  });

  it('has the gradient of its likelihood', () => {
    const customers = { repeats: Float64Array.of(0, 2, 7), lastAge: Float64Array.of(0, 20, 30), age: Float64Array.of(38, 35, 31) };
    const logs = Float64Array.of(-1, 1.2, -0.3, 0.8);
    const { gradient } = negativeLogLikelihood(customers, logs);
    gradient.forEach((g, k) => {
      const at = (step: number) => negativeLogLikelihood(customers, logs.map((v, j) => (j === k ? v + step : v))).value;
      expect(g).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
    });
  });

  it('finds the parameters that made the data', () => {
    const customers = simulate(6000, { r: 0.8, alpha: 40, a: 0.9, b: 2.5 }, 300);
    const { parameters, probabilityAlive, probabilityNoOrder, expectedOrders } = fitBgNbd(customers);
    expect(parameters.r).toBeCloseTo(0.8, 0);
    expect(parameters.alpha / 40).toBeCloseTo(1, 0);
    expect(parameters.a / (parameters.a + parameters.b)).toBeCloseTo(0.9 / 3.4, 1);
    const [alive] = probabilityAlive(one(5, 280, 300));
    const [silent] = probabilityAlive(one(5, 60, 300));
    expect(alive!).toBeGreaterThan(silent!);
    expect(probabilityNoOrder(one(5, 280, 300), 1e9)[0]).toBeCloseTo(1 - alive!, 2);
    expect(probabilityNoOrder(one(3, 100, 200), 0)[0]).toBeCloseTo(1, 9);
    expect(expectedOrders(one(5, 280, 300), 0)[0]).toBe(0);
    expect(() => fitBgNbd({ repeats: new Float64Array(0), lastAge: new Float64Array(0), age: new Float64Array(0) })).toThrow(RangeError);
  });

  function simulate(count: number, { r, alpha, a, b }: typeof PUBLISHED, age: number) {
    const random = seededRandom(4);
    const gamma = (shape: number): number => {
      if (shape < 1) return gamma(shape + 1) * random.next() ** (1 / shape);
      const d = shape - 1 / 3;
      for (;;) {
        const x = random.normal();
        const v = (1 + x / Math.sqrt(9 * d)) ** 3;
        if (v > 0 && Math.log(1 - random.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
      }
    };
    const customers = { repeats: new Float64Array(count), lastAge: new Float64Array(count), age: new Float64Array(count).fill(age) };
    for (let i = 0; i < count; i++) {
      const rate = gamma(r) / alpha;
      const [ga, gb] = [gamma(a), gamma(b)];
      for (let t = -Math.log(1 - random.next()) / rate; t < age; t -= Math.log(1 - random.next()) / rate) {
        customers.repeats[i]! += 1;
        customers.lastAge[i] = t;
        if (random.next() < ga / (ga + gb)) break;
      }
    }
    return customers;
  }
});

describe('fitGammaGamma', () => {
  it('has the gradient of its likelihood, and draws few orders to the mean of all', () => {
    const random = seededRandom(8);
    const orders = Float64Array.from({ length: 3000 }, () => 1 + random.integer(8));
    const means = Float64Array.from(orders, (n) => Math.exp(3 + 0.4 * random.normal() + (0.4 / Math.sqrt(n)) * random.normal()));
    const logs = Float64Array.of(1.5, 1.2, 2.5);
    const { gradient } = negativeLogLikelihoodOfAmounts(orders, means, logs);
    gradient.forEach((g, k) => {
      const at = (step: number) => negativeLogLikelihoodOfAmounts(orders, means, logs.map((v, j) => (j === k ? v + step : v))).value;
      expect(g / ((at(1e-5) - at(-1e-5)) / 2e-5)).toBeCloseTo(1, 5);
    });
    const { expectedAmount } = fitGammaGamma(orders, means);
    const [once, often, never] = expectedAmount(Float64Array.of(1, 20, 0), Float64Array.of(60, 60, Number.NaN));
    expect(once!).toBeLessThan(often!);
    expect(often!).toBeLessThan(60);
    expect(never!).toBeCloseTo(means.reduce((sum, m) => sum + m, 0) / 3000, -1);
    expect(() => fitGammaGamma(Float64Array.of(0), Float64Array.of(1))).toThrow(RangeError);
  });
});
