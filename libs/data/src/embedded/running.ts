import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { SUPERUSER } from './cluster';
import { commandLine, processIdentity } from './process-lock.mjs';

/** A live server process of a cluster, as its `postmaster.pid` tells. */
export interface RunningServer {
  readonly pid: number;
  readonly identity: string;
  readonly port: number;
}

/**
 * The server that runs on this cluster, if one does. A living process that merely got the number of a dead one is not mistaken
 * for it. Only looks: a server that has just begun has an empty file for a moment, and ends when that is taken from it.
 */
export function findRunning(folder: string): RunningServer | undefined {
  const lines = readLines(path.join(folder, 'postmaster.pid'));
  const pid = Number(lines[0]);
  const identity = processIdentity(pid);
  return identity !== undefined && isServerOf(pid, folder) ? { pid, identity, port: Number(lines[3]) } : undefined;
}

const BEGUN_MS = 2000;

/**
 * Removes what a dead server left behind, so that a stranger with its number does not stop the next one. An empty file may be that
 * of a server whose program was killed while it began: only an old one is a remnant.
 */
export function removeRemains(folder: string): void {
  const file = path.join(folder, 'postmaster.pid');
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || (stat.size === 0 && Date.now() - stat.mtimeMs < BEGUN_MS)) return;
  if (findRunning(folder) === undefined) fs.rmSync(file, { force: true });
}

function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // also when it went between two looks
    throw error;
  }
}

export function databaseUrl(port: number, password: string, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Waits until a server accepts our password and says it serves this very folder.
 * @throws Error when it dies first, refuses us, or serves something else
 */
export async function waitUntilReady(folder: string, password: string, isAlive: () => boolean, timeoutMs: number): Promise<RunningServer> {
  const deadline = performance.now() + timeoutMs;
  let refusal: unknown;
  while (performance.now() < deadline) {
    if (!isAlive()) throw new Error('the server stopped while starting');
    const running = findRunning(folder);
    if (running !== undefined && running.port > 0) {
      try {
        const served = await servedFolder(databaseUrl(running.port, password, 'postgres'));
        if (fs.realpathSync(served) === fs.realpathSync(folder)) return running;
        throw new Error(`port ${running.port} serves ${served}, not ${folder}`);
      } catch (error) {
        refusal = error;
        if (isPasswordRefused(error)) break;
      }
    }
    await delay(25);
  }
  throw new Error(`Postgres in ${folder} does not answer: ${refusal instanceof Error ? refusal.message : 'it is not ready'}`, { cause: refusal });
}

async function servedFolder(url: string): Promise<string> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [row] = await client<{ data_directory: string }[]>`show data_directory`;
    return row?.data_directory ?? '';
  } finally {
    await client.end({ timeout: 1 });
  }
}

function isServerOf(pid: number, folder: string): boolean {
  const words = commandLine(pid);
  return path.basename(words[0] ?? '').startsWith('postgres') && words.includes(folder);
}

function isPasswordRefused(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === '28P01';
}
