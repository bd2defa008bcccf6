import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { METHOD_NAMES, scoreForecasts, type Frequency } from '@almanac/models';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadTensorflow } from '../platform/tensorflow';
import { readDemandFile } from './demand-file';
import { evaluateForecast, type EvaluateForecastInput } from './evaluate-forecast';
import { writePredictions } from './predictions-file';

const tensorflow = await loadTensorflow();
const series = Array.from({ length: 10 }, (_, i) => ({
  id: `s${i}`,
  start: 19_000,
  y: Float64Array.from({ length: 90 }, (_, t) => 20 + i + 10 * Math.sin((2 * Math.PI * t) / 7) + ((t * 7919 + i * 104_729) % 13) / 4),
  known: [Float64Array.from({ length: 90 }, (_, t) => (t % 10 === 0 ? 1 : 0))],
}));
const input: EvaluateForecastInput = {
  series, rows: 900, frequency: 'day', horizon: 7, seasonality: 7, scaleLag: 7, cutoffs: 1, step: 7, knownNames: ['promotion'], models: METHOD_NAMES, effort: 'quick', seed: 4,
};

describe.skipIf(!tensorflow.lstmKernel)('evaluateForecast', () => {
  it('scores every method and the champion, repeatably', async () => {
    const { evaluation } = await evaluateForecast(input, tensorflow);
    const again = await evaluateForecast({ ...input, models: ['seasonal-naive', 'lstm'] }, tensorflow);
    expect(evaluation.data).toEqual({ series: 10, rows: 900, frequency: 'day', horizon: 7, cutoffs: 1 });
    expect(evaluation.models.map(({ name }) => name)).toEqual([...METHOD_NAMES, 'combination']);
    expect(evaluation.champion.name).toBe('combination');
    expect(evaluation.champion.wql).toBeLessThan(evaluation.models[1]!.wql);
    const networkScores = ({ models }: typeof evaluation) => {
      const { fitSeconds: _fit, predictSeconds: _predict, ...scores } = models.find(({ name }) => name === 'lstm')!;
      return scores;
    };
    expect(networkScores(again.evaluation)).toEqual(networkScores(evaluation));
  });

  it('pools the origins, and writes what was said from each', async () => {
    const { evaluation, origins } = await evaluateForecast({ ...input, cutoffs: 2, models: ['seasonal-naive', 'ets'] }, tensorflow);
    expect(evaluation.data.cutoffs).toBe(2);
    const folder = mkdtempSync(join(tmpdir(), 'almanac-predictions-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'p.csv');
    await writePredictions(path, origins);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('unique_id,ds,cutoff,model,mean,q0.1,q0.2,q0.3,q0.4,q0.5,q0.6,q0.7,q0.8,q0.9');
    expect(lines).toHaveLength(1 + 10 * 7 * 2 * 3);
    expect(lines[1]).toMatch(/^s0,2022-03-\d\d,2022-03-\d\d,seasonal-naive,/);
  });

  it('says what to change when nothing is left to learn from', async () => {
    await expect(evaluateForecast({ ...input, horizon: 90 }, tensorflow)).rejects.toThrow(/--horizon/);
  });
});

const datasets = process.env['ALMANAC_DATASETS'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const protocols: [string, Frequency, { horizon: number; scaleLag: number; trainingRows: number; zeroMase: number }][] = [
  ['online-retail/weekly_demand.csv.gz', 'week', { horizon: 8, scaleLag: 1, trainingRows: 80_036, zeroMase: 1.7052 }],
  ['walmart-weekly/series.csv.gz', 'week', { horizon: 13, scaleLag: 52, trainingRows: 49_400, zeroMase: 8.0958 }],
  ['nn5-daily/series.csv.gz', 'day', { horizon: 56, scaleLag: 7, trainingRows: 81_585, zeroMase: 4.749 }],
  ['carparts/series.csv.gz', 'month', { horizon: 12, scaleLag: 1, trainingRows: 93_756, zeroMase: 0.7691 }],
];

describe.each(protocols)('the public set %s', (file, frequency, { horizon, scaleLag, trainingRows, zeroMase }) => {
  const path = join(datasets, file);
  it.skipIf(!existsSync(path))('is read and scored as its protocol says: a forecast of zeros has the MASE given there', async () => {
    const { series: all } = await readDemandFile(path, frequency, []);
    const history = all.map(({ y }) => y.slice(0, -horizon));
    expect(history.reduce((sum, y) => sum + y.length, 0)).toBe(trainingRows);
    const truth = Float64Array.from(all.flatMap(({ y }) => [...y.slice(-horizon)]));
    const zeros = { horizon, mean: new Float64Array(truth.length), quantiles: new Float64Array(truth.length * 9) };
    const scores = scoreForecasts(zeros, truth, history, scaleLag);
    expect(scores.mase).toBeCloseTo(zeroMase, 4);
    expect(scores.wape).toBeCloseTo(1, 10);
  });
});
