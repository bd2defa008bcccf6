import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '@almanac/data/embedded';
import { programRoot } from '../platform/env';

const dashboard = path.join(programRoot, 'apps/dashboard');
const stampFile = path.join(dashboard, '.next', 'almanac-build');
const sources = ['apps/dashboard', 'libs/ui', 'libs/data/src/contract', 'package-lock.json'];
const skipped = new Set(['.next', 'node_modules', 'test-results', 'tsconfig.tsbuildinfo', 'next-env.d.ts']);

/** Builds the dashboard's pages through Nx, which keeps earlier builds; nothing is done while no source is newer than the last one. */
export function buildDashboard(environment: NodeJS.ProcessEnv, report: (text: string) => void): Promise<string> {
  return withLock(path.join(programRoot, '.almanac', 'build.lock'), async () => {
    const stamp = String(Math.max(...sources.map((source) => newest(path.join(programRoot, source)))));
    const isFresh = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
    if (isFresh) return 'ready';
    report('building');
    rmSync(stampFile, { force: true });
    const nx = path.join(programRoot, 'node_modules/nx/dist/bin/nx.js');
    try {
      await promisify(execFile)(process.execPath, [nx, 'run', '@almanac/dashboard:build'], { cwd: programRoot, env: environment, maxBuffer: 64 * 1024 * 1024 });
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`The dashboard does not build:\n${`${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n')}`, { cause: error });
    }
    writeFileSync(stampFile, stamp);
    return 'built';
  });
}

/** The latest change below a path, folders included, so that a removed file counts. */
function newest(target: string): number {
  const stat = statSync(target);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(target).filter((name) => !skipped.has(name)).map((name) => newest(path.join(target, name)));
  return inside.reduce((latest, time) => Math.max(latest, time), path.resolve(target) === dashboard ? 0 : stat.mtimeMs);
}
