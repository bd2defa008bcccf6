import { DEFAULT_METHODS, DEFAULT_SEASONALITY, METHOD_NAMES, type MethodName } from '@almanac/models';
import type { Command } from 'commander';
import { z } from 'zod';
import { loadTensorflow } from '../platform/tensorflow';
import { registerEvaluateChurn } from './churn-command';
import { readDemandFile } from './demand-file';
import { evaluateForecast, type ForecastEvaluation } from './evaluate-forecast';
import { EvaluationError } from './input-problems';
import { writePredictions } from './predictions-file';
import { registerEvaluateRecommend } from './recommend-command';

const Count = z.coerce.number().int().positive();
const List = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean));
const EvaluateForecastOptions = z.object({
  input: z.string(),
  frequency: z.enum(['day', 'week', 'month']),
  horizon: Count,
  season: Count.optional(),
  scaleLag: Count.optional(),
  cutoffs: Count.default(1),
  step: Count.optional(),
  known: List.default([]),
  models: z
    .string()
    .transform((names) => (names === 'all' ? [...METHOD_NAMES] : names.split(',').map((part) => part.trim())))
    .pipe(z.array(z.enum(METHOD_NAMES)).min(1))
    .default([...DEFAULT_METHODS]),
  effort: z.enum(['quick', 'standard']).default('standard'),
  seed: z.coerce.number().int().default(1),
  predictions: z.string().optional(),
  json: z.boolean().default(false),
});

/** Adds `evaluate forecast`, `evaluate recommend` and `evaluate churn`, which need no database, to the command line. */
export function registerEvaluate(program: Command): void {
  const evaluate = program.commands.find((command) => command.name() === 'evaluate') ?? program.command('evaluate').description('Score the models on a file of yours');
  evaluate
    .command('forecast')
    .description('Forecast the last periods of every series of a CSV and score every method on them')
    .requiredOption('--input <file>', 'CSV or CSV.gz with unique_id, ds, y and covariate columns')
    .requiredOption('--frequency <day|week|month>', 'one period of the series')
    .requiredOption('--horizon <n>', 'periods to forecast')
    .option('--season <m>', 'periods in a season (day 7, week 52, month 12)')
    .option('--scale-lag <s>', 'lag of the naive error that MASE and RMSSE divide by (the season)')
    .option('--cutoffs <k>', 'origins to forecast from (1)')
    .option('--step <s>', 'periods between two origins (the horizon)')
    .option('--known <columns>', 'covariates known in advance, by comma')
    .option('--models <names>', `all, or some of ${METHOD_NAMES.join(',')} (those that the product uses)`)
    .option('--effort <quick|standard>', 'how long to train (standard)')
    .option('--seed <n>', 'seed of the random numbers (1)')
    .option('--predictions <file>', 'write every forecast to this CSV')
    .option('--json', 'one JSON document on standard output')
    .action(async (_options: unknown, command: Command) => run(command.optsWithGlobals()));
  registerEvaluateRecommend(evaluate);
  registerEvaluateChurn(evaluate);
}

async function run(raw: unknown): Promise<void> {
  const parsed = EvaluateForecastOptions.safeParse(raw);
  if (!parsed.success) throw new EvaluationError(parsed.error.issues.map(({ path, message }) => `--${kebab(path.join('.'))}: ${message}`).join('\n'));
  const { input, frequency, horizon, season, scaleLag, cutoffs, step, known, models, effort, seed, predictions, json } = parsed.data;
  const file = await readDemandFile(input, frequency, known);
  const tensorflow = await loadTensorflow();
  if (tensorflow.warning) process.stderr.write(`${tensorflow.warning}\n`);
  const seasonality = season ?? DEFAULT_SEASONALITY[frequency];
  const chosen: readonly MethodName[] = models;
  const { evaluation, origins } = await evaluateForecast(
    { ...file, frequency, horizon, seasonality, scaleLag: scaleLag ?? seasonality, cutoffs, step: step ?? horizon, knownNames: known, models: chosen, effort, seed },
    tensorflow,
    ({ origin, method, stage, fraction, loss, validationLoss, etaMs }) => {
      const details = loss === undefined ? '' : `, loss ${loss.toFixed(4)}${validationLoss === undefined ? '' : `, validation ${validationLoss.toFixed(4)}`}`;
      process.stderr.write(`origin ${origin + 1}/${cutoffs} ${method} ${stage} ${Math.round(fraction * 100)} %${details}, ${Math.round(etaMs / 1000)} s left\n`);
    },
  );
  if (predictions !== undefined) await writePredictions(predictions, origins);
  process.stdout.write(json ? `${JSON.stringify(evaluation)}\n` : formatEvaluation(evaluation));
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function formatEvaluation({ data, models, champion, skippedSeries, backend, seed, peakMemoryMb }: ForecastEvaluation): string {
  const columns = ['wape', 'mase', 'rmsse', 'smape', 'wql', 'coverage80', 'bias', 'fitSeconds', 'predictSeconds'] as const;
  const rows = [['model', ...columns], ...models.map((model) => [model.name === champion.name ? `${model.name} *` : model.name, ...columns.map((column) => model[column].toFixed(4))])];
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const table = rows.map((row) => row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  '));
  const skipped = skippedSeries > 0 ? `, ${skippedSeries} too short to be scored` : '';
  return [
    `${data.series} series, ${data.rows} rows, ${data.horizon} ${data.frequency}s ahead, ${data.cutoffs} cutoff(s)${skipped}`,
    ...table,
    `* what Almanac would serve. Backend ${backend}, seed ${seed}, peak memory ${peakMemoryMb} MB.`,
    '',
  ].join('\n');
}
