import path from 'node:path';
import { withOrg } from '@almanac/data';
import { Effort, ForecastFrequency, isOver, type TrainingRun, type WatchedRun } from '@almanac/data/contract';
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

const TrainOptions = z.object({
  org: z.string().optional(),
  frequency: ForecastFrequency.default('week'),
  effort: Effort.default('standard'),
  wait: z.boolean().default(false),
  json: z.boolean().default(false),
});
type TrainOptions = z.output<typeof TrainOptions>;

/** Adds `train forecast` to the command line. */
export function registerTrain(program: Command): void {
  const train = program.commands.find((command) => command.name() === 'train') ?? program.command('train').description('Train the models on the sales of a company');
  train
    .command('forecast')
    .description('Train the demand forecast: queue a run and, with --wait, follow it to its end')
    .option('--org <slug>', 'the company (needed when there are several)')
    .option('--frequency <week|day>', 'one period of the forecast (week)')
    .option('--effort <quick|standard>', 'how long to train (standard)')
    .option('--wait', 'follow the run; trains here when no worker is running')
    .action(async (_options: unknown, command: Command) => run(TrainOptions.parse(command.optsWithGlobals())));
}

async function run(options: TrainOptions): Promise<void> {
  const env = parseEnv(process.env);
  const database = await openDatabase(env);
  const bus = await openEventBus(database);
  try {
    const jobs = await openJobQueue(database);
    const services: Services = { database, bus, jobs, files: openFileStore(path.join(env.ALMANAC_HOME, 'files')), clock: systemClock, log: createLogger(env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL) };
    const org = await chooseOrganization(database, options.org);
    const ctx: OrgContext = { ...services, org, orgId: org.id, userId: 'command-line', userName: 'almanac train', role: 'owner' };
    const runId = await withOrg(database.db, org.id, (tx) =>
      queueRun(tx, services, { orgId: org.id, today: today(systemClock, org.timeZone), input: { capability: 'forecast', ...options }, requestedBy: ctx.userName }),
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

function report(org: Organization, run: TrainingRun, { json }: TrainOptions): void {
  const { id, scores, ...facts } = run;
  process.stdout.write(json ? `${JSON.stringify({ runId: id, organization: org.slug, ...facts, scores })}\n` : describeRun(org, run));
  if (run.status === 'failed' || run.status === 'cancelled') process.exitCode = 1;
}

function describeRun(org: Organization, { id, status, error, frequency, seriesCount, durationSeconds, device, scores }: TrainingRun): string {
  const percent = (value: number | null) => (value === null ? '-' : `${(value * 100).toFixed(1)} %`).padStart(10);
  const failure = error === undefined ? '' : ` (${error.code}${Object.keys(error.params).length > 0 ? ` ${JSON.stringify(error.params)}` : ''})`;
  const facts = durationSeconds === null ? '' : `, ${seriesCount ?? 0} series in ${Math.round(durationSeconds)} s on ${device ?? 'unknown'}`;
  const table = scores.map(({ model, isChampion, wape, coverage80 }) => `${`${model}${isChampion ? ' *' : ''}`.padEnd(20)}${percent(wape)}${percent(coverage80)}`);
  const lines = [`Run ${id} of ${org.name}, ${frequency === 'week' ? 'weekly' : 'daily'}: ${status}${failure}${facts}`, ...(table.length > 0 ? [`${'model'.padEnd(20)}${'WAPE'.padStart(10)}${'in 80 %'.padStart(10)}`, ...table] : [])];
  return `${lines.join('\n')}\n`;
}
