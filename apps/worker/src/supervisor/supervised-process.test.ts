import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from '@almanac/data/embedded';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRemains } from './remains';
import { supervise, type SupervisedProcess } from './supervised-process';

/** Without what makes Node colour a number or warn about colours. */
const plainEnvironment = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };

describe('supervise', () => {
  let home: string;
  let running: SupervisedProcess | undefined;
  let pids: number[];
  let crashes: { reason: string; pauseMs: number }[];
  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'almanac-supervise-'));
    pids = [];
    crashes = [];
  });
  afterEach(async () => {
    await running?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  function run(script: string, environment: () => NodeJS.ProcessEnv = () => plainEnvironment): SupervisedProcess {
    running = supervise({
      name: 'test',
      args: ['-e', script],
      cwd: home,
      environment,
      logFile: path.join(home, 'logs', 'test.log'),
      onStart: (pid) => pids.push(pid),
      onCrash: (reason, pauseMs) => crashes.push({ reason, pauseMs }),
    });
    return running;
  }
  const isUp = (count: number) => expect.poll(() => pids.length, { timeout: 10_000 }).toBe(count);

  it('starts again what was killed, and says so', async () => {
    run('setInterval(() => undefined, 1000)');
    process.kill(pids[0]!, 'SIGKILL');
    await isUp(2);
    expect(crashes).toEqual([{ reason: 'killed by SIGKILL', pauseMs: 250 }]);
  });

  it('waits longer each time, and keeps the last words', async () => {
    const child = run("console.error('no such file'); process.exit(3)");
    await isUp(3);
    expect(crashes.slice(0, 2)).toEqual([{ reason: 'exit code 3', pauseMs: 250 }, { reason: 'exit code 3', pauseMs: 500 }]);
    expect(child.failures()).toBeGreaterThanOrEqual(2);
    expect(child.lastWords()).toContain('no such file');
  });

  it('restarts at once with a new environment when asked', async () => {
    let url = 'first';
    const child = run("require('fs').appendFileSync('seen', process.env.URL + ' '); setInterval(() => undefined, 1000)", () => ({ ...plainEnvironment, URL: url }));
    await expect.poll(() => readIfThere(path.join(home, 'seen'))).toBe('first ');
    url = 'second';
    child.restart();
    await expect.poll(() => readIfThere(path.join(home, 'seen'))).toBe('first second ');
    expect(crashes).toEqual([]);
  });

  it('stops in order, and for good', async () => {
    const child = run("process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); console.log('up'); setInterval(() => undefined, 1000)");
    await expect.poll(() => child.lastWords()).toBe('up');
    await child.stop();
    expect(child.lastWords()).toBe('up\nbye');
    await delay(400);
    expect(pids).toHaveLength(1);
  });

  it('ends what a killed program had started', async () => {
    run("const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']); console.log(c.pid); setInterval(() => undefined, 1000)");
    await expect.poll(() => running?.lastWords()).toMatch(/^\d+$/);
    const grandchild = Number(running?.lastWords());
    process.kill(pids[0]!, 'SIGKILL');
    await expect.poll(() => processIdentity(grandchild), { timeout: 5_000 }).toBeUndefined();
  });

  it('lets the next supervisor find and end what a killed one left', async () => {
    const child = run("process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000)"); // deaf: has to be killed
    openRemains(home).note('worker', pids[0]!);
    await delay(200);
    await expect(openRemains(home).clear()).resolves.toEqual(['worker']);
    child.kill();
    await expect.poll(() => processIdentity(pids[0]!)).toBeUndefined();
    await expect(openRemains(home).clear()).resolves.toEqual([]);
  });
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
