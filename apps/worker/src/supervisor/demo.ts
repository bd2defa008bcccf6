import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { connect, schema, type Database } from '@almanac/data';
import { loadSecrets } from '@almanac/data/embedded';
import { and, eq, ne } from 'drizzle-orm';
import { createAuth, demoOrganization, ensureDemo } from '../auth/index';
import { systemClock } from '../platform/clock';
import { programRoot } from '../platform/env';

const PROGRESS_EVERY_MS = 2_000;

/** Creates the demo company on a database that holds no other. @returns whether there is one now */
export async function prepareDemo(url: string, { home, publicUrl }: { home: string; publicUrl: string }): Promise<boolean> {
  return withDatabase(url, async (database) => {
    const slugs = (await database.owner.select({ slug: schema.organizations.slug }).from(schema.organizations)).map(({ slug }) => slug);
    const isOurs = slugs.includes(demoOrganization.slug);
    if (slugs.length > 0 && !isOurs) return false;
    const auth = createAuth({ database, secret: loadSecrets(home).authSecret, publicUrl });
    await ensureDemo(database, auth, systemClock); // repeated on each start: an interrupted one is completed
    return true;
  });
}

/** What the demo company learns at its first start, in the order of a first look; quick runs leave out what takes long and seldom serves. */
export const demoTrainings = [
  { capability: 'forecast', title: 'Forecasts', options: [] },
  { capability: 'recommend', title: 'Recommendations', options: ['--effort', 'quick'] },
  { capability: 'churn', title: 'Churn', options: [] },
] as const;
type DemoTraining = (typeof demoTrainings)[number];

/** Whether the demo company has learnt this or somebody has asked for it. A run in the queue goes on by itself; a failed one does not count. */
export function hasTrained(url: string, { capability }: DemoTraining): Promise<boolean> {
  return withDatabase(url, async ({ owner }) => {
    const { organizations, trainingRuns } = schema;
    const runs = await owner
      .select({ id: trainingRuns.id })
      .from(trainingRuns)
      .innerJoin(organizations, eq(organizations.id, trainingRuns.orgId))
      .where(and(eq(organizations.slug, demoOrganization.slug), eq(trainingRuns.capability, capability), ne(trainingRuns.status, 'failed')))
      .limit(1);
    return runs.length > 0;
  });
}

/** Trains one of the demo company's models through the command line, passing its progress on. */
export function trainDemo({ capability, options }: DemoTraining, environment: NodeJS.ProcessEnv, report: (line: string) => void, signal: AbortSignal): Promise<string> {
  const script = path.join(programRoot, 'apps/worker/src/cli/main.ts');
  const words = ['--import', 'tsx', script, 'train', capability, '--org', demoOrganization.slug, '--wait', ...options];
  const child = spawn(process.execPath, words, { cwd: programRoot, env: environment, stdio: ['ignore', 'pipe', 'pipe'], signal });
  const show = withoutHaste(report);
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => show(line.trim()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(signal.aborted ? 'interrupted' : `did not start: ${error.message}`));
    child.once('exit', (code) => resolve(code === 0 ? 'ready' : 'did not succeed; see the training page'));
  });
}

/** Passes on every line but those that tell of progress: of these one in two seconds. */
function withoutHaste(report: (line: string) => void): (line: string) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (line) => {
    const isProgress = / \d+ %(,|$)/.test(line);
    if (isProgress && performance.now() - last < PROGRESS_EVERY_MS) return;
    if (isProgress) last = performance.now();
    report(line);
  };
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(url, { max: 4 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
