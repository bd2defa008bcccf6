import { describe, expect, it } from 'vitest';
import { forecastPanel } from '../forecasting/forecast-panel';
import { epochDayOf } from '../series/calendar';
import type { Panel } from '../series/panel';
import { seededRandom } from '../training/random';
import { solveConjugateGradient } from './conjugate-gradient';
import { buildLevels, distinctLevels, sumByNode, type Level } from './hierarchy';
import { sumIntervals } from './level-intervals';
import { reconcileMinimumTrace } from './minimum-trace';
import { reconcileForecasts } from './reconcile-forecasts';

/** The hierarchy of Hyndman & Athanasopoulos (2021), figure 11.1: total; A, B; AA, AB, AC, BA, BB. */
const levels = buildLevels([{ level: 'total', keys: ['t', 't', 't', 't', 't'] }, { level: 'group', keys: ['A', 'A', 'A', 'B', 'B'] }], 5);

/** (S' W⁻¹ S)⁻¹ S' W⁻¹ ŷ written out, by elimination. */
function reconcileDense(all: readonly Level[], series: readonly number[], variance: readonly number[], aggregates: readonly (readonly number[])[], aggregateVariances: readonly (readonly number[])[]): number[] {
  const n = series.length;
  const rows = [...all.flatMap((level, l) => level.keys.map((_, node) => ({ y: aggregates[l]![node]!, v: aggregateVariances[l]![node]!, of: (i: number) => (level.nodeOf[i] === node ? 1 : 0) }))), ...series.map((y, k) => ({ y, v: variance[k]!, of: (i: number) => (i === k ? 1 : 0) }))];
  const matrix = Array.from({ length: n }, (_, i) => [...Array.from({ length: n }, (__, j) => rows.reduce((sum, row) => sum + (row.of(i) * row.of(j)) / row.v, 0)), rows.reduce((sum, row) => sum + (row.of(i) * row.y) / row.v, 0)]);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = matrix[i]![k]! / matrix[k]![k]!;
      for (let j = k; j <= n; j++) matrix[i]![j]! -= factor * matrix[k]![j]!;
    }
  }
  return matrix.map((row, i) => row[n]! / row[i]!);
}

const of = (...values: number[]) => Float64Array.from(values);

describe('reconcileMinimumTrace', () => {
  it('equals the formula of Wickramasuriya, Athanasopoulos & Hyndman (2019) written out', () => {
    const [series, variance] = [of(10, 20, 15, 30, 8), of(2, 1, 3, 5, 0.5)];
    const [aggregates, aggregateVariances] = [[of(95), of(50, 35)], [of(9), of(4, 6)]];
    const found = reconcileMinimumTrace(levels, { series, seriesVariance: variance, aggregates, aggregateVariances });
    const expected = reconcileDense(levels, [...series], [...variance], aggregates.map((a) => [...a]), aggregateVariances.map((a) => [...a]));
    found.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 8));
  });

  it('spreads the gap of a total over n series as 1/(n+1) with equal variances (Hyndman et al. 2011), as 1/(2n) with structural ones', () => {
    const total = buildLevels([{ level: 'total', keys: ['t', 't', 't', 't'] }], 4);
    const base = { series: of(1, 2, 3, 4), seriesVariance: of(1, 1, 1, 1), aggregates: [of(20)] };
    expect([...reconcileMinimumTrace(total, { ...base, aggregateVariances: [of(1)] })].map((v) => Number(v.toFixed(9)))).toEqual([3, 4, 5, 6]);
    expect([...reconcileMinimumTrace(total, { ...base, aggregateVariances: [of(4)] })].map((v) => Number(v.toFixed(9)))).toEqual([2.25, 3.25, 4.25, 5.25]);
  });

  it('leaves forecasts that add up as they are', () => {
    const series = of(4, 6, 1, 0, 9);
    const found = reconcileMinimumTrace(levels, { series, seriesVariance: of(1, 2, 3, 4, 5), aggregates: levels.map((level) => sumByNode(level, series, 1)), aggregateVariances: [of(3), of(1, 1)] });
    found.forEach((v, i) => expect(v).toBeCloseTo(series[i]!, 9));
  });

  it('keeps out of the negative, and leaves a series without variance alone', () => {
    const found = reconcileMinimumTrace(levels, { series: of(1, 50, 2, 30, 7), seriesVariance: of(100, 1, 1, 1, 0), aggregates: [of(60), of(20, 40)], aggregateVariances: [of(0.1), of(0.1, 0.1)] });
    expect(Math.min(...found)).toBe(0);
    expect(found[4]).toBe(7);
    expect(found[1]! + found[2]!).toBeGreaterThan(19);
  });

  it('reconciles crossed groups, which form no tree', () => {
    const random = seededRandom(3);
    const n = 60;
    const crossed = buildLevels([
      { level: 'total', keys: Array.from({ length: n }, () => 't') },
      { level: 'location', keys: Array.from({ length: n }, (_, i) => `l${i % 3}`) },
      { level: 'product', keys: Array.from({ length: n }, (_, i) => `p${Math.floor(i / 3)}`) },
    ], n);
    const series = Float64Array.from({ length: n }, () => 5 + random.next() * 20);
    const variance = series.map((v) => 0.02 * v * v);
    const aggregates = crossed.map((level) => sumByNode(level, series, 1).map((v) => v * (1 + 0.05 * random.normal())));
    const aggregateVariances = crossed.map((level) => sumByNode(level, variance, 1));
    const found = reconcileMinimumTrace(crossed, { series, seriesVariance: variance, aggregates, aggregateVariances });
    const expected = reconcileDense(crossed, [...series], [...variance], aggregates.map((a) => [...a]), aggregateVariances.map((a) => [...a]));
    found.forEach((v, i) => expect(v).toBeCloseTo(expected[i]!, 7));
  });
});

describe('levels', () => {
  it('leave out the series themselves and what a level before said', () => {
    const groups = [{ level: 'total', keys: ['t', 't', 't'] }, { level: 'location', keys: ['a', 'a', 'a'] }, { level: 'category', keys: ['x', 'y', 'x'] }, { level: 'product', keys: ['1', '2', '3'] }];
    expect(distinctLevels(buildLevels(groups, 3)).map(({ name }) => name)).toEqual(['total', 'category']);
    expect(() => buildLevels([{ level: 'total', keys: ['t'] }], 2)).toThrow(/1 keys for 2 series/);
  });
});

describe('sumIntervals', () => {
  const period = [7, 8, 9, 9.5, 10, 10.5, 11, 12, 14];
  const block = { horizon: 2, mean: of(10, 10), quantiles: of(...period, ...period) };

  it('adds ends up when errors go together, and their squares when they do not', () => {
    expect(sumIntervals(block, 1)).toEqual({ lower: of(14), upper: of(28) });
    expect(sumIntervals(block, 0).upper[0]).toBeCloseTo(20 + Math.sqrt(32), 9);
  });
});

describe('solveConjugateGradient', () => {
  it('solves a small system', () => {
    const matrix = [[4, 1], [1, 3]];
    const x = solveConjugateGradient((v) => Float64Array.from(matrix, (row) => row[0]! * v[0]! + row[1]! * v[1]!), of(4, 3), of(1, 2));
    expect(x[0]).toBeCloseTo(1 / 11, 9);
    expect(x[1]).toBeCloseTo(7 / 11, 9);
  });
});

describe('reconcileForecasts', () => {
  const random = seededRandom(11);
  const [shops, products, periods] = [2, 6, 110];
  const panel: Panel = {
    frequency: 'week',
    series: Array.from({ length: shops * products }, (_, i) => ({
      id: `${i}`,
      start: epochDayOf({ year: 2022, month: 1, day: 3 }) + 7 * (i % 5),
      y: Float64Array.from({ length: periods - (i % 5) }, (__, t) => (i === 3 && t === 50 ? Number.NaN : Math.max(0, Math.round((3 + i) * (1 + 0.3 * Math.sin((2 * Math.PI * t) / 52)) + 3 * random.normal())))),
    })),
  };
  const keysBy = (key: (i: number) => string) => panel.series.map((_, i) => key(i));
  const groupings = [
    { level: 'total', keys: keysBy(() => '') },
    { level: 'location', keys: keysBy((i) => `shop ${i % shops}`) },
    { level: 'product', keys: keysBy((i) => `product ${Math.floor(i / shops)}`) },
  ];
  const horizon = 6;
  const forecast = async () => {
    const { forecasts, backtest } = await forecastPanel(panel, { horizon, models: ['ets', 'theta', 'seasonal-naive'], effort: 'quick' });
    const ended = forecasts.map((f, i) => (i === 5 ? { ...f, mean: f.mean.map((v, h) => (h < 2 ? v : 0)) } : f));
    return { ended, result: await reconcileForecasts(panel, groupings, ended, backtest.windows, { horizon }) };
  };

  it('adds up at every level and step, within 1e-6, and is nowhere negative', async () => {
    const { result } = await forecast();
    for (const { level, keys, block, sums } of result.levels) {
      const membersOf = groupings.find((grouping) => grouping.level === level)!.keys;
      keys.forEach((key, node) => {
        for (let h = 0; h < horizon; h++) {
          const sum = result.forecasts.reduce((total, f, i) => total + (membersOf[i] === key ? f.mean[h]! : 0), 0);
          expect(Math.abs(block.mean[node * horizon + h]! - sum)).toBeLessThan(1e-6);
        }
      });
      expect(block.quantiles.every((v) => v >= 0)).toBe(true);
      keys.forEach((_, node) => {
        const total = block.mean.subarray(node * horizon, (node + 1) * horizon).reduce((sum, v) => sum + v, 0);
        expect(sums.lower[node]).toBeLessThanOrEqual(total);
        expect(sums.upper[node]).toBeGreaterThanOrEqual(total);
      });
    }
    expect(result.forecasts.every(({ mean, quantiles }) => mean.every((v) => v >= 0) && quantiles.every((values) => values.every((v) => v >= 0)))).toBe(true);
  });

  it('is surer of the total than of its parts, and leaves a product that has ended at 0', async () => {
    const { ended, result } = await forecast();
    const [total] = result.levels;
    const width = (low: number, high: number, mean: number) => (high - low) / mean;
    const ofTotal = width(total!.block.quantiles[0]!, total!.block.quantiles[8]!, total!.block.mean[0]!);
    const ofSeries = result.forecasts.map(({ mean, quantiles }) => width(quantiles[0]![0]!, quantiles[8]![0]!, mean[0]!));
    expect(ofTotal).toBeGreaterThan(0);
    expect(ofTotal).toBeLessThan(ofSeries.reduce((sum, v) => sum + v, 0) / ofSeries.length);
    expect([...result.forecasts[5]!.mean.slice(2)]).toEqual([0, 0, 0, 0]);
    expect(result.windows.length).toBeGreaterThan(0);
    expect(ended).toHaveLength(panel.series.length);
  });

  it('is surer than the members\' intervals added up when there is no backtest to learn from, and as sure as a member that is alone', async () => {
    const { forecasts } = await forecastPanel(panel, { horizon, models: ['theta'] });
    const alone = { level: 'category', keys: keysBy((i) => (i === 0 ? 'first' : 'others')) };
    const result = await reconcileForecasts(panel, [...groupings, alone], forecasts, [], { horizon });
    expect(result.approach).toBe('bottom-up');
    const [total] = result.levels;
    const added = (q: number) => forecasts.reduce((sum, { quantiles }) => sum + quantiles[q]![0]!, 0);
    expect(total!.block.quantiles[0]).toBeGreaterThan(added(0));
    expect(total!.block.quantiles[8]).toBeLessThan(added(8));
    expect(total!.block.quantiles[8]! / total!.block.mean[0]!).toBeGreaterThan(1.02);
    expect(result.levels[3]!.block.quantiles[8]).toBe(forecasts[0]!.quantiles[8]![0]);
  });

  it('refuses series that end apart', async () => {
    const apart: Panel = { ...panel, series: panel.series.map((s, i) => (i === 0 ? { ...s, y: s.y.slice(1) } : s)) };
    const { forecasts, backtest } = await forecastPanel(apart, { horizon, models: ['theta'] });
    await expect(reconcileForecasts(apart, groupings, forecasts, backtest.windows, { horizon })).rejects.toThrow(/does not end/);
  });
});
