import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readHolder, tryLock } from '@almanac/data/embedded';
import { parseEnv, type Env } from '../platform/env';
import { runInstallation } from './installation';
import { createProgress } from './progress.mjs';

const SAME_KEYPRESS_MS = 500; // npm passes on the Ctrl-C that the terminal has already sent to everyone

const { values: flags } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    'no-demo': { type: 'boolean', default: false },
    'steps-done': { type: 'string', default: '0' },
  },
});
try {
  await main(parseEnv(process.env));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function main(env: Env): Promise<void> {
  const lockFile = path.join(env.ALMANAC_HOME, 'almanac.lock');
  let lock = tryLock(lockFile);
  while (lock === undefined) {
    const holder = readHolder(lockFile);
    if (holder === undefined || holder.details.state === 'stopping') {
      await delay(100);
      lock = tryLock(lockFile);
      continue;
    }
    const place = holder?.details.url === undefined ? 'is starting' : `is already running at ${holder.details.url}`;
    console.log(`Almanac ${place} (process ${holder?.pid}, data in ${env.ALMANAC_HOME}).`);
    return;
  }
  const held = lock;
  const stopping = new AbortController();
  const hasDemo = env.ALMANAC_DEMO && !flags['no-demo'];
  const stepsDone = Number(flags['steps-done']);
  const progress = createProgress({ total: stepsDone + (hasDemo ? 7 : 3) - (flags.dev ? 1 : 0), first: stepsDone + 1 });
  const installation = runInstallation({ env, variables: process.env, isDev: flags.dev, hasDemo, progress, lock: held, signal: stopping.signal });

  let askedAt: number | undefined;
  const ask = () => {
    const now = performance.now();
    if (askedAt === undefined) {
      askedAt = now;
      console.log('\nStopping (Ctrl-C again to force) …');
      held.update({ state: 'stopping' });
      stopping.abort();
    } else if (now - askedAt > SAME_KEYPRESS_MS) {
      installation.kill();
      held.release();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  const onLauncherGone = () => askedAt ?? ask();
  process.on('disconnect', onLauncherGone);

  try {
    await installation.finished;
    console.log('Stopped.');
  } finally {
    held.release();
    process.off('disconnect', onLauncherGone);
    if (process.connected) process.disconnect();
  }
}
