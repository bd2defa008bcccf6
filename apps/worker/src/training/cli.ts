import path from 'node:path';
import { withOrg } from '@almanac/data';
import { Effort, ForecastFrequency, isOver, type StartTraining, type TrainingRun, type WatchedRun } from '@almanac/data/contract';
import type { Command } from 'commander';
import { z } from 'zod';
import { openDatabase } from '../cli/database';
import { chooseOrganization } from '../cli/organization';
import { openEventBus } from '../platform/bus';
import { systemClock, today } from '../platform/clock';
import type { Organization, OrgContext, Services } from '../platform/context';
import { parseEnv } from '../platform/env';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { hasLiveWorker, openJobQueue } from '../platform/queue';
import { withStandIn } from '../platform/stand-in';
import { trainingJobs } from './jobs';
import { getTrainingRun } from './service';
import { queueRun } from './start';
import { watchRun } from './watch';

const Common = z.object({ org: z.string().optional(), wait: z.boolean().default(false), json: z.boolean().default(false) });
type Common = z.output<typeof Common>;
const RecommendOptions = z.object({ effort: z.enum(Effort.options).default('standard') });
const ForecastOptions = z.object({ frequency: z.enum(ForecastFrequency.options).default('week'), effort: z.enum(Effort.options).default('standard') });

/** Adds `train forecast`, `train recommend` and `train churn` to the command line. */
export function registerTrain(program: Command): void {
  const train = program.commands.find((command) => command.name() === 'train') ?? program.command('train').description('Train the models on the sales of a company');
  train
    .command('forecast')
    .description('Train the demand forecast: queue a run and, with --wait, follow it to its end')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--frequency <week|day>', 'one period of the forecast (week)')
    .option('--effort <quick|standard>', 'how long to train (standard)')
    .option('--wait', 'follow the run; trains here when no worker is running')
    .action(async (_options: unknown, command: Command) => {
      const options: unknown = command.optsWithGlobals();
      await run(Common.parse(options), { capability: 'forecast', ...ForecastOptions.parse(options) });
    });
  train
    .command('recommend')
    .description('Train the recommendations: queue a run and, with --wait, follow it to its end')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--effort <quick|standard>', 'how long to train (standard)')
    .option('--wait', 'follow the run; trains here when no worker is running')
    .action(async (_options: unknown, command: Command) => {
      const options: unknown = command.optsWithGlobals();
      await run(Common.parse(options), { capability: 'recommend', ...RecommendOptions.parse(options) });
    });
  train
    .command('churn')
    .description('Train the churn model: queue a run and, with --wait, follow it to its end')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--wait', 'follow the run; trains here when no worker is running')
    .action(async (_options: unknown, command: Command) => run(Common.parse(command.optsWithGlobals()), { capability: 'churn' }));
}

async function run(options: Common, input: StartTraining): Promise<void> {
  const env = parseEnv(process.env);
  const database = await openDatabase(env);
  const bus = await openEventBus(database);
  try {
    const jobs = await openJobQueue(database);
    const services: Services = { database, bus, jobs, files: openFileStore(path.join(env.ALMANAC_HOME, 'files')), clock: systemClock, log: createLogger(env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL) };
    const org = await chooseOrganization(database, options.org);
    const ctx: OrgContext = { ...services, org, orgId: org.id, userId: 'command-line', userName: 'almanac train', role: 'owner' };
    const runId = await withOrg(database.db, org.id, (tx) =>
      queueRun(tx, services, { orgId: org.id, today: today(systemClock, org.timeZone), input, requestedBy: ctx.userName }),
    );
    if (options.wait) await follow(ctx, runId);
    else if (!(await hasLiveWorker(database))) process.stderr.write('No worker is running: the run waits for `npm start`, or train it here with --wait.\n');
    report(org, await getTrainingRun(ctx, { runId }), options);
  } finally {
    await bus.close();
    await database.close();
  }
}

/** Follows a run to its end, working it in this process as long as no other worker lives. */
function follow(ctx: OrgContext, runId: TrainingRun['id']): Promise<void> {
  return withStandIn(ctx, trainingJobs, async () => {
    let last = '';
    for await (const state of watchRun(ctx, { runId }, undefined)) {
      const line = describeProgress(state);
      if (line !== last) process.stderr.write(`${line}\n`);
      last = line;
    }
  });
}

function describeProgress({ status, stage, method, fraction, epoch, epochs, loss, validationLoss, etaSeconds }: WatchedRun): string {
  if (isOver(status) || status === 'queued') return status;
  const losses = [loss === null ? '' : `loss ${loss.toFixed(4)}`, validationLoss === null ? '' : `validation ${validationLoss.toFixed(4)}`];
  const fit = epochs > 0 ? [`epoch ${epoch}/${epochs}`, ...losses] : [];
  const left = etaSeconds === null ? '' : `${etaSeconds} s left`;
  return [`${stage}${method === null ? '' : ` ${method}`}`, `${Math.round(fraction * 100)} %`, ...fit, left].filter(Boolean).join(', ');
}

function report(org: Organization, run: TrainingRun, { json }: Common): void {
  const { id, scores, ...facts } = run;
  process.stdout.write(json ? `${JSON.stringify({ runId: id, organization: org.slug, ...facts, scores })}\n` : describeRun(org, run));
  if (run.status === 'failed' || run.status === 'cancelled') process.exitCode = 1;
}

function describeRun(org: Organization, run: TrainingRun): string {
  const { id, status, error, durationSeconds, device } = run;
  const failure = error === undefined ? '' : ` (${error.code}${Object.keys(error.params).length > 0 ? ` ${JSON.stringify(error.params)}` : ''})`;
  const facts = durationSeconds === null ? '' : `, ${run.seriesCount ?? 0} ${run.capability === 'forecast' ? 'series' : 'customers'} in ${Math.round(durationSeconds)} s on ${device ?? 'unknown'}`;
  return `${[`Run ${id} of ${org.name}, ${nameOf(run)}: ${status}${failure}${facts}`, ...scoreTable(run)].join('\n')}\n`;
}

const nameOf = (run: TrainingRun) => (run.capability === 'forecast' ? (run.frequency === 'week' ? 'weekly' : 'daily') : run.capability);
const percent = (value: number | null) => (value === null ? '-' : `${(value * 100).toFixed(1)} %`);
const ratio = (value: number | null) => (value === null ? '-' : value.toFixed(4));

/** The measures by which a capability's methods are compared, one line a method. */
function scoreTable(run: TrainingRun): string[] {
  const table = (names: readonly string[], rows: readonly { model: string; isChampion: boolean; values: readonly string[] }[]) =>
    rows.length === 0 ? [] : [line('model', names), ...rows.map(({ model, isChampion, values }) => line(`${model}${isChampion ? ' *' : ''}`, values))];
  const line = (first: string, cells: readonly string[]) => `${first.padEnd(20)}${cells.map((cell) => cell.padStart(12)).join('')}`;
  switch (run.capability) {
    case 'forecast':
      return table(['WAPE', 'in 80 %'], run.scores.map((row) => ({ ...row, values: [percent(row.wape), percent(row.coverage80)] })));
    case 'recommend':
      return table(['HR@10', 'NDCG@10', 'Recall@20', 'coverage@10'], run.scores.map((row) => ({ ...row, values: [row.hitRate10, row.ndcg10, row.recall20, row.coverage10].map(ratio) })));
    case 'churn':
      return table(['ROC AUC', 'PR AUC', 'Brier', 'lift@10 %'], run.scores.map((row) => ({ ...row, values: [row.rocAuc, row.prAuc, row.brier, row.lift10].map(ratio) })));
  }
}
