import { createWriteStream } from 'node:fs';
import { activitySequences, CHURN_METHODS, DEFAULT_CHURN_METHODS, inferTable, parseIsoDate, purchaseFeatures } from '@almanac/models';
import type { Command } from 'commander';
import { z } from 'zod';
import { loadTensorflow } from '../platform/tensorflow';
import { readCustomerFile, readFolds, readLabels, readTransactions } from './churn-files';
import { evaluateChurn, type ChurnEvaluation, type EvaluateChurnInput, type ScoredChurn } from './evaluate-churn';
import { EvaluationError } from './input-problems';

const List = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean));
const EvaluateChurnOptions = z
  .object({
    input: z.string().optional(),
    transactions: z.string().optional(),
    id: z.string(),
    label: z.string().optional(),
    positive: z.string().optional(),
    folds: z.string().optional(),
    ignore: List.default([]),
    date: z.string().optional(),
    amount: z.string().optional(),
    quantity: z.string().optional(),
    price: z.string().optional(),
    order: z.string().optional(),
    cutoff: z.string().refine((text) => parseIsoDate(text) !== undefined, 'is no day; write YYYY-MM-DD').optional(),
    labels: z.string().optional(),
    window: z.coerce.number().int().positive().optional(),
    models: z
      .string()
      .transform((names) => (names === 'all' ? [...CHURN_METHODS] : names.split(',').map((part) => part.trim())))
      .pipe(z.array(z.enum(CHURN_METHODS)).min(1))
      .optional(),
    seed: z.coerce.number().int().default(1),
    predictions: z.string().optional(),
    json: z.boolean().default(false),
  })
  .refine(({ input, transactions }) => (input === undefined) !== (transactions === undefined), { path: ['input'], message: 'give either --input with customers and a label, or --transactions with sales' })
  .refine(({ input, label, positive }) => input === undefined || (label !== undefined && positive !== undefined), { path: ['label'], message: 'with --input, name the column that says who left (--label) and the value that means it (--positive)' })
  .refine(({ transactions, date, cutoff, labels }) => transactions === undefined || (date !== undefined && cutoff !== undefined && labels !== undefined), {
    path: ['cutoff'],
    message: 'with --transactions, give --date, --cutoff YYYY-MM-DD and --labels',
  })
  .refine(({ quantity, price }) => price === undefined || quantity !== undefined, { path: ['price'], message: 'a price needs --quantity' });
type EvaluateChurnOptions = z.output<typeof EvaluateChurnOptions>;

/** Adds `evaluate churn`, which needs no database, to the command `evaluate`. */
export function registerEvaluateChurn(evaluate: Command): void {
  evaluate
    .command('churn')
    .description('Score the risk of leaving on customers whose fate is known, by folds')
    .option('--input <file>', 'CSV or CSV.gz of customers, one row each')
    .requiredOption('--id <column>', 'customer')
    .option('--label <column>', 'column of --input that says who left')
    .option('--positive <value>', 'its value for those who left')
    .option('--folds <file>', 'CSV with the customer and its fold (five folds by the order of the file)')
    .option('--ignore <columns>', 'columns that are no features, by comma')
    .option('--transactions <file>', 'instead of --input: CSV or CSV.gz of sales lines')
    .option('--date <column>', 'day of the sale')
    .option('--amount <column>', 'value of the line')
    .option('--quantity <column>', 'items of the line')
    .option('--price <column>', 'price of an item')
    .option('--order <column>', 'order or receipt number (all lines of a day are one order)')
    .option('--cutoff <YYYY-MM-DD>', 'only sales before this day are read')
    .option('--labels <file>', 'CSV with the customer, churned (1 or 0) and fold')
    .option('--window <days>', 'days without an order that the labels call leaving (learnt from the labels)')
    .option('--models <names>', `all, or some of ${CHURN_METHODS.join(',')} (those that the product uses: ${DEFAULT_CHURN_METHODS.join(',')})`)
    .option('--seed <n>', 'seed of the random numbers (1)')
    .option('--predictions <file>', 'write the probability of every customer to this CSV')
    .option('--json', 'one JSON document on standard output')
    .action(async (_options: unknown, command: Command) => run(command.optsWithGlobals()));
}

async function run(raw: unknown): Promise<void> {
  const parsed = EvaluateChurnOptions.safeParse(raw);
  if (!parsed.success) throw new EvaluationError(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  const { models, seed, window, json, predictions } = parsed.data;
  const { ids, ...data } = await (parsed.data.input === undefined ? readSales(parsed.data) : readTable(parsed.data));
  const tensorflow = await loadTensorflow();
  if (tensorflow.warning) process.stderr.write(`${tensorflow.warning}\n`);
  let shown = '';
  const scored = await evaluateChurn({ ...data, seed, ...(models && { models }), ...(window !== undefined && { windowDays: window }) }, tensorflow, (fold, folds, { method, fraction }) => {
    const line = `fold ${fold + 1}/${folds} ${method} ${Math.round(fraction * 100)} %\n`;
    if (line !== shown) process.stderr.write((shown = line));
  });
  if (predictions !== undefined) await writePredictions(predictions, ids, data, scored);
  process.stdout.write(json ? `${JSON.stringify(scored.evaluation)}\n` : formatEvaluation(scored.evaluation));
}

type Read = Pick<EvaluateChurnInput, 'table' | 'labels' | 'folds' | 'sequences' | 'leftOut'> & { readonly ids: readonly string[] };

async function readTable({ input, id, label, positive, ignore, folds }: EvaluateChurnOptions): Promise<Read> {
  const { ids, labels, columns } = await readCustomerFile(input!, { id, label: label!, positive: positive!, ignore }); // the schema asks for these with --input
  const { table, leftOut } = inferTable(columns);
  if (table.columns.length === 0) throw new EvaluationError(`${input}: no column can be used: ${leftOut.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`);
  return { ids, labels, table, leftOut, folds: folds === undefined ? foldsByOrder(labels) : await readFolds(folds, id, ids) };
}

async function readSales({ transactions, id, date, amount, quantity, price, order, cutoff, labels }: EvaluateChurnOptions): Promise<Read> {
  const known = await readLabels(labels!, id); // the schema asks for these with --transactions
  const cutoffDay = parseIsoDate(cutoff!)!; // checked by the schema
  const { histories } = await readTransactions(transactions!, { id, date: date!, ...(amount !== undefined && { amount }), ...(quantity !== undefined && { quantity }), ...(price !== undefined && { price }), ...(order !== undefined && { order }) }, cutoffDay, known.ids);
  const everyone = Int32Array.from(known.ids.keys());
  return { ...known, table: purchaseFeatures(histories, cutoffDay), sequences: activitySequences(histories, cutoffDay, everyone) };
}

/** A row's fold is its rank within its class, in the order of the file, modulo five. */
function foldsByOrder(labels: Uint8Array): string[] {
  const seen = [0, 0];
  return Array.from(labels, (label) => String(seen[label]!++ % 5));
}

async function writePredictions(path: string, ids: readonly string[], { labels, folds }: Pick<Read, 'labels' | 'folds'>, { probabilities }: ScoredChurn): Promise<void> {
  const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const out = createWriteStream(path);
  out.write('id,fold,churned,model,probability\n');
  for (const [model, values] of probabilities) values.forEach((value, row) => out.write(`${quote(ids[row]!)},${quote(folds[row]!)},${labels[row]},${model},${value.toFixed(6)}\n`));
  await new Promise<void>((resolve, reject) => out.on('error', (error) => reject(new EvaluationError(`${path} cannot be written: ${error.message}`))).end(resolve));
}

function formatEvaluation({ data, models, champion, backend, seed, peakMemoryMb }: ChurnEvaluation): string {
  const columns = ['rocAuc', 'rocAucSd', 'prAuc', 'f1', 'brier', 'lift10'] as const;
  const header = ['model', ...columns, 'seconds'];
  const line = (label: string, model: ChurnEvaluation['champion']) => [label, ...columns.map((column) => model[column].toFixed(4)), model.fitSeconds.toFixed(1)];
  const rows = [header, ...models.map((model) => line(model.name, model)), line('served', champion)];
  const widths = header.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
  return [
    `${data.customers} customers, ${(100 * data.churnRate).toFixed(1)} % left, ${data.features} features, ${data.folds} folds`,
    ...(data.leftOut.length > 0 ? [`no features: ${data.leftOut.map(({ name, reason }) => `${name} (${reason})`).join(', ')}`] : []),
    ...rows.map((row) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')),
    `served is what Almanac would use (${champion.name}), chosen inside the training rows of each fold. Backend ${backend}, seed ${seed}, peak memory ${peakMemoryMb} MB.`,
    '',
  ].join('\n');
}
