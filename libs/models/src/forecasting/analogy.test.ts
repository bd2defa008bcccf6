import { describe, expect, it } from 'vitest';
import type { PanelSeries } from '../series/panel';
import { forecastByAnalogy } from './analogy';
import { forecastPanel } from './forecast-panel';

const steady = (level: number, periods = 60) => new Float64Array(periods).fill(level);
const young = (y: number[], histories: Float64Array[], scale = 1): PanelSeries => ({ id: 'young', start: 0, y: Float64Array.from(y), like: { histories, scale } });
const near = (values: Float64Array, expected: number[]) => expected.forEach((value, k) => expect(values[k]).toBeCloseTo(value, 6));

describe('forecastByAnalogy', () => {
  it('follows the launches from the first sale of each, however long before it they were listed', () => {
    const ramp = Float64Array.from({ length: 40 }, (_, t) => 10 * (t + 1));
    const late = Float64Array.from([0, 0, 0, Number.NaN, ...ramp]);
    const { mean } = forecastByAnalogy(young([], [ramp, late]), 0, 12)!;
    near(mean.slice(3), [40, 50, 60, 70, 80, 90, 100, 110, 120]);
    expect(mean[0]).toBeLessThan(mean[1]!);
    const older = forecastByAnalogy(young([10, 20, 30, 40], [ramp]), 0, 3)!;
    expect(older.mean[0]! / 50).toBeCloseTo(older.mean[2]! / 70, 6);
  });

  it('scales them, and moves towards the own sales as these come in', () => {
    near(forecastByAnalogy(young([], [steady(20)], 0.5), 0, 1)!.mean, [10]);
    near(forecastByAnalogy(young([20, 20, 20], [steady(20)], 0.5), 0, 1)!.mean, [15]); // three own periods weigh as much as the launches
    near(forecastByAnalogy(young([0, 0, 0], [steady(20)]), 0, 1)!.mean, [20]);
  });

  it('spreads as the launches do', () => {
    const { quantiles } = forecastByAnalogy(young([], [steady(10), steady(30)]), 0, 1)!;
    expect([quantiles[0], quantiles[4], quantiles[8]]).toEqual([10, 20, 30]);
  });

  it('keeps the last of launches that are too short, and passes over gaps', () => {
    near(forecastByAnalogy(young([], [Float64Array.of(8, Number.NaN, 8)]), 0, 20)!.mean, Array.from({ length: 20 }, () => 8));
  });

  it('has nothing to say without similar ones that sold', () => {
    expect(forecastByAnalogy(young([], []), 0, 3)).toBeUndefined();
    expect(forecastByAnalogy(young([], [Float64Array.of(0, Number.NaN)]), 0, 3)).toBeUndefined();
    expect(forecastByAnalogy(young([], [Float64Array.of(0, 0, 9)]), 1, 3)).toBeUndefined(); // hidden by the holdout
    expect(forecastByAnalogy({ id: 'a', start: 0, y: steady(1) }, 0, 3)).toBeUndefined();
  });

  it('answers in a panel for what a model cannot forecast, and for nothing else', async () => {
    const other = (id: string, y: Float64Array, like?: PanelSeries['like']): PanelSeries => ({ id, start: 0, y, like });
    const like = { histories: [steady(50)], scale: 0.8 };
    const series = [other('new', new Float64Array(0), like), other('old', steady(5), like), other('alone', new Float64Array(0)), other('unsold', steady(0, 9), like)];
    const { forecasts } = await forecastPanel({ frequency: 'week', series }, { horizon: 4, models: ['moving-average'] });
    expect(forecasts.map(({ reason }) => reason)).toEqual(['by_analogy', undefined, 'new', 'by_analogy']);
    near(forecasts[0]!.mean, [40, 40, 40, 40]);
    near(forecasts[1]!.mean, [5, 5, 5, 5]);
    expect(forecasts[0]).toMatchObject({ model: 'fallback' });
  });
});
