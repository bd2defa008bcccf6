import { RECOMMENDATION_METHODS } from '@almanac/models';
import type { Command } from 'commander';
import { z } from 'zod';
import { loadTensorflow } from '../platform/tensorflow';
import { evaluateRecommend, type RecommendEvaluation } from './evaluate-recommend';
import { EvaluationError } from './input-problems';
import { leaveLastOut, readInteractionFile, type InteractionRow } from './interaction-file';
import { splitInteractions } from './interaction-split';

const EvaluateRecommendOptions = z
  .object({
    train: z.string().optional(),
    test: z.string().optional(),
    input: z.string().optional(),
    split: z.string().optional(),
    user: z.string(),
    item: z.string(),
    weight: z.string().optional(),
    time: z.string().optional(),
    k: z.coerce.number().int().positive().max(1000).default(10),
    models: z
      .string()
      .transform((names) => (names === 'all' ? [...RECOMMENDATION_METHODS] : names.split(',').map((part) => part.trim())))
      .pipe(z.array(z.enum(RECOMMENDATION_METHODS)).min(1))
      .optional(),
    seed: z.coerce.number().int().default(1),
    json: z.boolean().default(false),
  })
  .refine(({ train, test, input }) => (input === undefined ? train !== undefined && test !== undefined : train === undefined && test === undefined), {
    path: ['input'],
    message: 'give either --train and --test, or --input with --split or --time',
  })
  .refine(({ input, split, time }) => input === undefined || split !== undefined || time !== undefined, {
    path: ['split'],
    message: 'name the column that says train or test, or give --time to hide the last row of every customer',
  });
type EvaluateRecommendOptions = z.output<typeof EvaluateRecommendOptions>;

/** Adds `evaluate recommend`, which needs no database, to the command `evaluate`. */
export function registerEvaluateRecommend(evaluate: Command): void {
  evaluate
    .command('recommend')
    .description('Rank products for the customers of a CSV and score every method on what they took next')
    .option('--train <file>', 'CSV or CSV.gz of who had what, to learn from')
    .option('--test <file>', 'the same of what came after, to score')
    .option('--input <file>', 'one CSV or CSV.gz for both')
    .option('--split <column>', 'its column that says train or test; without it the last row of every customer by --time is the test')
    .requiredOption('--user <column>', 'customer')
    .requiredOption('--item <column>', 'product')
    .option('--weight <column>', 'how much or how often (1)')
    .option('--time <column>', 'date, time or any rising number')
    .option('--k <n>', 'score lists of this length too (10)')
    .option('--models <names>', `all, or some of ${RECOMMENDATION_METHODS.join(',')}`)
    .option('--seed <n>', 'seed of the random numbers (1)')
    .option('--json', 'one JSON document on standard output')
    .action(async (_options: unknown, command: Command) => run(command.optsWithGlobals()));
}

async function run(raw: unknown): Promise<void> {
  const parsed = EvaluateRecommendOptions.safeParse(raw);
  if (!parsed.success) throw new EvaluationError(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  const { k, models, seed, json, time } = parsed.data;
  const split = splitInteractions(await readRows(parsed.data), time !== undefined);
  const tensorflow = await loadTensorflow();
  if (tensorflow.warning) process.stderr.write(`${tensorflow.warning}\n`);
  let shown = '';
  const evaluation = await evaluateRecommend({ ...split, k, seed, ...(models && { models }) }, tensorflow, ({ stage, method, fraction }) => {
    const line = `${method} ${stage} ${Math.round(fraction * 100)} %\n`;
    if (line !== shown) process.stderr.write((shown = line));
  });
  process.stdout.write(json ? `${JSON.stringify(evaluation)}\n` : formatEvaluation(evaluation));
}

async function readRows({ train, test, input, user, item, weight, time, split }: EvaluateRecommendOptions): Promise<InteractionRow[]> {
  const columns = { user, item, ...(weight !== undefined && { weight }), ...(time !== undefined && { time }) };
  if (input === undefined) {
    const hidden = await readInteractionFile(test!, { user, item }, true); // the schema asks for both files when there is no --input
    return [...(await readInteractionFile(train!, columns)), ...hidden];
  }
  return split === undefined ? leaveLastOut(await readInteractionFile(input, columns)) : readInteractionFile(input, { ...columns, split });
}

function formatEvaluation({ data, models, champion, choices, validationPoints, backend, seed, peakMemoryMb }: RecommendEvaluation): string {
  const columns = ['hitRate10', 'ndcg10', 'recall20', 'coverage10', 'novelty10', 'fitSeconds', 'predictSeconds'] as const;
  const atK = (model: RecommendEvaluation['champion']) => (model.atK ? Object.values(model.atK).slice(1) : []);
  const k = champion.atK?.k;
  const header = ['model', ...columns, ...(k === undefined ? [] : [`hitRate${k}`, `ndcg${k}`, `recall${2 * k}`, `coverage${k}`])];
  const rows = [header, ...models.map((model) => [model.name === champion.name ? `${model.name} *` : model.name, ...[...columns.map((column) => model[column]), ...atK(model)].map((value) => value.toFixed(4))])];
  const widths = header.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
  const table = rows.map((row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '));
  const orders = { time: 'ordered by time', rows: 'ordered as the rows of the file', none: 'in no known order' };
  const weights = choices.filter(({ weight }) => weight > 0).map(({ name, weight }) => `${name} ${weight}`);
  return [
    `${data.users} customers, ${data.items} products, ${data.trainingPairs} training pairs ${orders[data.order]}; ${data.testUsers} test customers, ${data.testPairs} test pairs`,
    ...table,
    `* what Almanac would serve (weights ${weights.join(', ')}), chosen on ${validationPoints} hidden ends of training histories. Backend ${backend}, seed ${seed}, peak memory ${peakMemoryMb} MB.`,
    '',
  ].join('\n');
}
