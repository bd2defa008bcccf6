import { performance } from 'node:perf_hooks';
import { forecastPanel, scoreForecasts, type Effort, type ForecastBlock, type ForecastProgress, type ForecastScores, type Frequency, type MethodName, type ModelName, type Panel, type PanelForecast, type PanelSeries } from '@almanac/models';
import type { Tensorflow } from '../platform/tensorflow';
import { EvaluationError } from './input-problems';

export type EvaluateForecastInput = {
  readonly series: readonly PanelSeries[];
  readonly rows: number;
  readonly frequency: Frequency;
  readonly horizon: number;
  readonly seasonality: number;
  readonly scaleLag: number;
  readonly cutoffs: number;
  readonly step: number;
  readonly knownNames: readonly string[];
  readonly models: readonly MethodName[];
  readonly effort: Effort;
  readonly seed: number;
};

type ModelReport = ForecastScores & { readonly name: ModelName; readonly fitSeconds: number; readonly predictSeconds: number };

/** The document of `evaluate forecast --json`. */
export type ForecastEvaluation = {
  readonly data: { readonly series: number; readonly rows: number; readonly frequency: Frequency; readonly horizon: number; readonly cutoffs: number };
  readonly models: readonly ModelReport[];
  /** what the product would serve: the weighted, calibrated combination, chosen by the backtest of the training rows alone */
  readonly champion: ModelReport;
  readonly weights: PanelForecast['weights'];
  readonly skippedSeries: number;
  readonly backend: string;
  readonly seed: number;
  readonly peakMemoryMb: number;
};

/** One origin of the evaluation: the panel a forecaster sees, what it said, and what came. */
export type EvaluatedOrigin = {
  readonly panel: Panel;
  readonly blocks: ReadonlyMap<ModelName, ForecastBlock>;
  readonly truth: Float64Array;
};

/**
 * Forecasts the last `horizon` rows of every series from the rows before, for each origin anew, and scores every method.
 * @throws EvaluationError when no series is longer than the hidden part
 */
export async function evaluateForecast(
  input: EvaluateForecastInput,
  { tf, lstmKernel, compile, backend }: Tensorflow,
  onProgress: (progress: ForecastProgress & { origin: number }) => void | Promise<void> = () => undefined,
): Promise<{ evaluation: ForecastEvaluation; origins: readonly EvaluatedOrigin[] }> {
  const { horizon, cutoffs, step } = input;
  const hiddenMost = horizon + (cutoffs - 1) * step;
  const series = input.series.filter(({ y }) => y.length > hiddenMost);
  if (series.length === 0) throw new EvaluationError(`no series has more than ${hiddenMost} rows, which ${cutoffs} cutoff(s) of horizon ${horizon} hide: lower --horizon, --cutoffs or --step`);
  const origins: EvaluatedOrigin[] = [];
  const results: PanelForecast[] = [];
  for (let origin = 0; origin < cutoffs; origin++) {
    const hidden = horizon + (cutoffs - 1 - origin) * step;
    const panel: Panel = { frequency: input.frequency, seasonality: input.seasonality, knownNames: input.knownNames, series: series.map((s) => beforeCutoff(s, hidden, horizon)) };
    const { models, effort, seed } = input;
    const result = await forecastPanel(panel, { horizon, models, effort, seed }, { tf, kernel: lstmKernel, compile, clock: () => performance.now(), onProgress: (progress) => onProgress({ ...progress, origin }) });
    const blocks = new Map<ModelName, ForecastBlock>([...Object.entries(result.byModel) as [MethodName, ForecastBlock][], ['combination', result.champion]]);
    origins.push({ panel, blocks, truth: truthAfter(series, hidden, horizon) });
    results.push(result);
  }
  const names = [...origins[0]!.blocks.keys()];
  const models = names.map((name) => reportModel(name, origins, results, input.scaleLag));
  return {
    origins,
    evaluation: {
      data: { series: series.length, rows: input.rows, frequency: input.frequency, horizon, cutoffs },
      models,
      champion: models[models.length - 1]!, // the combination is put last above
      weights: results[results.length - 1]!.weights,
      skippedSeries: input.series.length - series.length,
      backend,
      seed: input.seed,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    },
  };
}

/** The series as known at the cutoff: demand ends there, what is known in advance reaches over the horizon. */
function beforeCutoff({ id, start, y, known = [] }: PanelSeries, hidden: number, horizon: number): PanelSeries {
  const end = y.length - hidden;
  return { id, start, y: y.slice(0, end), known: known.map((values) => values.slice(0, end + horizon)) };
}

function truthAfter(series: readonly PanelSeries[], hidden: number, horizon: number): Float64Array {
  const truth = new Float64Array(series.length * horizon);
  series.forEach(({ y }, i) => truth.set(y.subarray(y.length - hidden, y.length - hidden + horizon), i * horizon));
  return truth;
}

/** Scores pooled over all origins; seconds are sums over them. The combination costs what all its methods cost. */
function reportModel(name: ModelName, origins: readonly EvaluatedOrigin[], results: readonly PanelForecast[], scaleLag: number): ModelReport {
  const blocks = origins.map((origin) => origin.blocks.get(name)!);
  const pooled = { horizon: blocks[0]!.horizon, mean: concat(blocks.map(({ mean }) => mean)), quantiles: concat(blocks.map(({ quantiles }) => quantiles)) };
  const scores = scoreForecasts(pooled, concat(origins.map(({ truth }) => truth)), origins.flatMap(({ panel }) => panel.series.map(({ y }) => y)), scaleLag);
  const timings = results.flatMap(({ timings }) => (name === 'combination' ? Object.values(timings) : [timings[name]]));
  const total = (what: 'fitSeconds' | 'predictSeconds') => round(timings.reduce((sum, timing) => sum + (timing?.[what] ?? 0), 0), 3);
  return { name, ...roundScores(scores), fitSeconds: total('fitSeconds'), predictSeconds: total('predictSeconds') };
}

function concat(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function roundScores({ wape, mase, rmsse, smape, wql, coverage80, bias }: ForecastScores): ForecastScores {
  return { wape: round(wape, 4), mase: round(mase, 4), rmsse: round(rmsse, 4), smape: round(smape, 4), wql: round(wql, 4), coverage80: round(coverage80, 4), bias: round(bias, 4) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
