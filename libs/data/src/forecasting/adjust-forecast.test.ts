import { describe, expect, it } from 'vitest';
import { adjustForecast, type Override } from './adjust-forecast';

const forecast = { mean: [10, 20, 0], quantiles: [[5, 10, 0], [15, 30, 1]] };

describe('adjustForecast', () => {
  it('sets or scales a step, and its quantiles in proportion', () => {
    const overrides: (Override | undefined)[] = [{ kind: 'set', value: 30 }, { kind: 'scale', value: 0.5 }, undefined];
    expect(adjustForecast(forecast, (step) => overrides[step])).toEqual({ mean: [30, 10, 0], quantiles: [[15, 5, 0], [45, 15, 1]], isOverridden: [true, true, false] });
  });

  it('gives every quantile the value where the model expects nothing', () => {
    expect(adjustForecast(forecast, (step) => (step === 2 ? { kind: 'set', value: 4 } : undefined))).toMatchObject({ mean: [10, 20, 4], quantiles: [[5, 10, 4], [15, 30, 4]] });
  });
});
