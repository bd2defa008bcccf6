import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { commandLine, parentOf } from '../libs/data/src/embedded/process-lock.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** What every tool started here sees: no daemons left behind, nothing reported to anyone. */
export const toolEnvironment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
};

/**
 * Runs a program to its end and collects what it says.
 * @param {string[]} command program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean }} options `show`: pass its output on
 * @returns {Promise<{ code: number, output: string }>} code 124 when it took longer than `timeoutMs`
 */
export function run(command, { cwd = root, env = toolEnvironment, timeoutMs, show = false } = {}) {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'] });
    let output = '';
    let isLate = false;
    const timer = timeoutMs && setTimeout(() => ((isLate = true), child.kill('SIGKILL')), timeoutMs);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => finish(127, error.message));
    child.once('close', (code) => finish(isLate ? 124 : (code ?? 1), ''));
    function finish(code, more) {
      clearTimeout(timer);
      resolve({ code, output: output + more });
    }
  });
}

/** Like {@link run}, but @throws Error with the end of the output when the program fails. */
export async function must(what, command, options) {
  const { code, output } = await run(command, options);
  if (code !== 0) throw new Error(`${what} failed (exit ${code}${code === 124 ? ', too slow' : ''}).\n${lastLines(output, 25)}`);
  return output;
}

/**
 * Becomes another Node program: it shares the terminal, gets our signals, learns by its IPC channel when we are killed, and gives us
 * its exit code.
 * @param {RegExp} [noise] lines of its stderr that are not shown
 * @returns {Promise<number>} its exit code
 */
export function hand(args, env, { cwd = root, noise } = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['inherit', 'inherit', noise ? 'pipe' : 'inherit', 'ipc'] });
    if (noise) createInterface(child.stderr).on('line', (line) => noise.test(line) || console.error(line));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
    if (process.env.npm_lifecycle_event) onNpmGone(() => child.kill('SIGTERM'));
  });
}

/** npm dies of a SIGTERM without passing it on, which would leave what it started without an owner. */
function onNpmGone(listener) {
  const chain = [process.ppid];
  if (path.basename(commandLine(process.ppid)[0] ?? '') === 'sh') chain.push(parentOf(process.ppid));
  const isThere = () => process.ppid === chain[0] && (chain.length === 1 || parentOf(chain[0]) === chain[1]);
  const timer = setInterval(() => {
    if (isThere()) return;
    clearInterval(timer);
    listener();
  }, 1_000);
  timer.unref();
}

export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Where the program of this name lies, or `undefined`. */
export function findProgram(name) {
  const candidates = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name));
  return candidates.find((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The npm that started us, else the one on the path, as a command. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith('npm-cli.js') ? [process.execPath, script] : ['npm'];
}

/** Installs Debian packages where that is ours to do. @returns whether it worked */
export async function installSystemPackages(names) {
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) return false;
  const env = { ...toolEnvironment, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...names];
  if ((await run(install, { env, timeoutMs: 300_000 })).code === 0) return true;
  await run(['apt-get', 'update'], { env, timeoutMs: 120_000 });
  return (await run(install, { env, timeoutMs: 600_000 })).code === 0;
}

/** Stops the program with one clear line instead of a stack, unless the error is our own mistake. */
export function fail(error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
