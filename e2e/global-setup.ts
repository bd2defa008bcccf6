import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(import.meta.dirname, '..');
const START_LIMIT_MS = 15 * 60_000;

/** Starts the program as a person would, in an empty data folder and with the demo company, and waits until it says it is ready. */
export default async function globalSetup() {
  if (process.env.E2E_BASE_URL) return; // something that runs already is to be tested
  const home = mkdtempSync(path.join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'almanac-e2e-'));
  chmodSync(home, 0o711); // as root, the database's own account passes through it
  const [port, workerPort] = [await freePort(), await freePort()];
  const program = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, ALMANAC_HOME: home, PORT: String(port), WORKER_PORT: String(workerPort), DATABASE_URL: '', PUBLIC_URL: '', ALMANAC_DEMO: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
  const stop = async () => {
    program.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    process.env.E2E_BASE_URL = await ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;

  function ready(): Promise<string> {
    return new Promise((resolve, reject) => {
      const said: string[] = [];
      const timer = setTimeout(() => reject(new Error(`Almanac was not ready in time:\n${said.join('\n')}`)), START_LIMIT_MS);
      for (const stream of [program.stdout, program.stderr]) {
        createInterface(stream).on('line', (line) => {
          said.push(line);
          const url = /Almanac is ready: (\S+)/.exec(line)?.[1];
          if (url === undefined) return;
          clearTimeout(timer);
          resolve(url);
        });
      }
      void ended.then((code) => reject(new Error(`Almanac ended (${code}) before it was ready:\n${said.join('\n')}`)));
    });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
