import { describe, expect, it } from 'vitest';
import type { Panel, PanelSeries } from '../series/panel';
import { seededRandom } from '../training/random';
import { holdoutsOf, planBacktest } from './backtest';
import type { ForecastBlock } from './forecast';
import { forecastPanel } from './forecast-panel';
import { scoreForecasts } from './metrics';
import { ForecastCancelled } from './method';

const random = seededRandom(11);
const seasonal = (id: string, level: number): PanelSeries => ({
  id,
  category: 'toys',
  start: 0,
  y: Float64Array.from({ length: 120 }, (_, t) => Math.max(0, level * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 7) + 0.1 * random.normal()))),
});
const regulars = Array.from({ length: 12 }, (_, i) => seasonal(`regular-${i}`, 20 + 5 * i));
const panelOf = (series: readonly PanelSeries[]): Panel => ({ frequency: 'day', series });
const options = { horizon: 14, effort: 'quick' } as const;

describe('forecastPanel without a tensor runtime', () => {
  it('beats nothing but itself: the served forecast is hardly worse than the best single method of the backtest, though half its weights are held to the prior', async () => {
    const { backtest, weights } = await forecastPanel(panelOf(regulars), options);
    const single = Object.entries(backtest.scores).filter(([name]) => name !== 'combination').map(([, scores]) => scores.wql);
    expect(backtest.scores.combination!.wql).toBeLessThan(Math.min(...single) * 1.05);
    expect(backtest.scores.combination!.wql).toBeLessThan(backtest.scores['seasonal-naive']!.wql);
    expect(Object.values(weights.smooth!).reduce((a, b) => a + b, 0)).toBeCloseTo(1);
    expect(backtest.windows.length).toBeGreaterThan(1);
  });

  it('gives every odd series an honest answer', async () => {
    const odd: PanelSeries[] = [
      { id: 'new', category: 'toys', start: 120, y: new Float64Array(0) },
      { id: 'unsold', category: 'toys', start: 80, y: new Float64Array(40) },
      { id: 'young', category: 'toys', start: 117, y: Float64Array.of(30, 28, 35) },
      { id: 'unknown', category: 'books', start: 90, y: new Float64Array(30).fill(Number.NaN) },
      { id: 'constant', start: 0, y: new Float64Array(120).fill(8) },
      { id: 'single peak', start: 0, y: Float64Array.from({ length: 120 }, (_, t) => (t === 60 ? 500 : 0)) },
    ];
    const { forecasts } = await forecastPanel(panelOf([...regulars, ...odd]), options);
    const answer = new Map(forecasts.map((forecast) => [forecast.id, forecast]));
    expect(answer.get('new')).toMatchObject({ reason: 'new', model: 'fallback', seriesClass: 'short' });
    expect(answer.get('unsold')).toMatchObject({ reason: 'no_sales' });
    expect(answer.get('young')).toMatchObject({ reason: 'history_short' });
    expect(answer.get('unknown')).toMatchObject({ reason: 'new' });
    expect(answer.get('constant')!.reason).toBeUndefined();
    expect(answer.get('constant')!.mean[0]).toBeCloseTo(8, 1);
    expect(answer.get('unsold')!.mean[0]).toBeLessThan(5);
    expect(answer.get('young')!.mean[0]).toBeGreaterThan(25);
    const width = ({ quantiles, mean }: { quantiles: readonly Float64Array[]; mean: Float64Array }) => (quantiles[8]![0]! - quantiles[0]![0]!) / mean[0]!;
    expect(width(answer.get('young')!)).toBeGreaterThan(width(answer.get('regular-3')!));
    for (const { mean, quantiles } of forecasts) {
      expect(mean.every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
      for (let h = 0; h < 14; h++) for (let q = 1; q < 9; q++) expect(quantiles[q]![h]!).toBeGreaterThanOrEqual(quantiles[q - 1]![h]!);
    }
  });

  it('serves whole quantiles for pieces that rarely sell, and for nothing else', async () => {
    const rare = Array.from({ length: 10 }, (_, i): PanelSeries => ({ id: `rare-${i}`, start: 0, y: Float64Array.from({ length: 120 }, () => (random.next() < 0.3 ? 1 + random.integer(3) : 0)) }));
    const weighed = rare.map((series) => ({ ...series, id: `${series.id} kg`, y: series.y.map((v) => v * 0.37) }));
    const { forecasts } = await forecastPanel(panelOf([...rare, ...weighed]), { ...options, models: ['empirical', 'tsb', 'moving-average'] });
    expect(forecasts.slice(0, 10).every(({ quantiles }) => quantiles.every((q) => q.every(Number.isInteger)))).toBe(true);
    expect(forecasts.slice(10).every(({ quantiles }) => quantiles.every((q) => q.every(Number.isInteger)))).toBe(false);
    expect(forecasts[0]!.mean.every(Number.isInteger)).toBe(false);
  });

  it('is not behind a single method on later periods of demand that is very rare, and expects as much as comes', async () => {
    const draw = seededRandom(5);
    const whole = Array.from({ length: 80 }, (_, i): PanelSeries => ({ id: `part-${i}`, start: 0, y: Float64Array.from({ length: 328 }, () => (draw.next() < 0.01 + 0.0008 * i ? 1 + draw.integer(3) : 0)) }));
    const seen = whole.map((part) => ({ ...part, y: part.y.slice(0, 300) }));
    const { champion, byModel } = await forecastPanel(panelOf(seen), { ...options, horizon: 28 });
    const truth = Float64Array.from({ length: 80 * 28 }, (_, k) => whole[Math.floor(k / 28)]!.y[300 + (k % 28)]!);
    const scoresOf = (block: ForecastBlock) => scoreForecasts(block, truth, seen.map(({ y }) => y), 7);
    const served = scoresOf(champion);
    for (const block of Object.values(byModel)) expect(served.wql).toBeLessThan(1.01 * scoresOf(block).wql);
    expect(Math.abs(served.bias)).toBeLessThan(0.25);
  });

  it.each([0, 1, 5, 8, 13])('answers a panel of one series with %i periods', async (periods) => {
    const y = Float64Array.from({ length: periods }, (_, t) => 3 + (t % 2));
    const { forecasts, backtest } = await forecastPanel(panelOf([{ id: 'a', start: 0, y }]), options);
    expect(forecasts[0]!.mean.every(Number.isFinite)).toBe(true);
    expect(backtest.windows.length).toBeLessThanOrEqual(1);
  });

  it('answers an empty panel with nothing', async () => {
    expect((await forecastPanel(panelOf([]), options)).forecasts).toEqual([]);
  });

  it('reports progress that only grows, and stops when asked', async () => {
    const fractions: number[] = [];
    await forecastPanel(panelOf(regulars), options, { onProgress: ({ fraction }) => void fractions.push(fraction) });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[fractions.length - 1]).toBeCloseTo(1);
    await expect(forecastPanel(panelOf(regulars), options, { isCancelled: () => fractions.length > 0 })).rejects.toBeInstanceOf(ForecastCancelled);
  });

  it('refuses covariates that end before the horizon, and methods it cannot run', async () => {
    const known = [new Float64Array(120)];
    const panel: Panel = { ...panelOf([{ ...regulars[0]!, known }]), knownNames: ['promotion'] };
    await expect(forecastPanel(panel, options)).rejects.toThrow(/covariate promotion has 120 values, needs 134/);
    await expect(forecastPanel(panelOf(regulars), { ...options, models: ['lstm'] })).rejects.toThrow(/tensor runtime/);
    await expect(forecastPanel(panelOf(regulars), { horizon: 0 })).rejects.toThrow(RangeError);
  });
});

describe('planBacktest', () => {
  it('keeps two seasons before the oldest cutoff when it can', () => {
    const panel: Panel = { frequency: 'week', series: [{ id: 'a', start: 0, y: new Float64Array(130) }] };
    const plan = planBacktest(panel, 13, {}, 4);
    expect(130 - holdoutsOf(plan, 13)[0]!).toBeGreaterThanOrEqual(104);
    expect(holdoutsOf(plan, 13)[plan.windows - 1]).toBe(13);
  });

  it('never hides more than half of a short history', () => {
    const panel: Panel = { frequency: 'week', seasonality: 1, series: [{ id: 'a', start: 0, y: new Float64Array(44) }] };
    expect(holdoutsOf(planBacktest(panel, 8, {}, 4), 8)[0]).toBeLessThanOrEqual(22);
  });
});
