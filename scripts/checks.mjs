import fs from 'node:fs';
import path from 'node:path';
import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { ensureChromium } from './browser.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail, lastLines, root, run, toolEnvironment } from './shell.mjs';

const nx = [process.execPath, path.join(root, 'node_modules/nx/dist/bin/nx.js')];
const bin = (name) => [process.execPath, fs.realpathSync(path.join(root, 'node_modules/.bin', name))];
const REPORT = path.join('test-results', 'vitest.json');

/** What the sources must pass without being run. */
export const staticSteps = [
  { name: 'Types', work: () => check([...nx, 'run-many', '-t', 'typecheck', '--parallel=2', '--output-style=static']) },
  {
    name: 'Lint and boundaries',
    work: async () => {
      await check([...nx, 'run-many', '-t', 'lint', '--parallel=2', '--output-style=static']);
      await check([...bin('eslint'), 'scripts', '--max-warnings', '0']);
    },
  },
  { name: 'Dead code', work: () => check([...bin('knip'), '--no-progress']) },
];

/** Unit and integration tests of every project. */
export const testStep = { name: 'Unit and integration tests', work: runVitest };
export const buildStep = { name: 'Dashboard build', work: () => check([...nx, 'run', '@almanac/dashboard:build']) };

/** The journeys through the whole program in a real browser, `words` for Playwright. */
export function endToEndSteps(words = []) {
  let browser = {};
  const chromium = {
    name: 'Chromium',
    work: async (report) => {
      browser = await ensureChromium(report);
    },
  };
  return [chromium, { name: 'End to end', work: () => runPlaywright(browser, words) }];
}

class CheckFailed extends Error {
  constructor(output, totals) {
    super(output);
    this.totals = totals;
  }
}

/** A whole script: sets up, runs the steps, and counts the tests in its last line. */
export async function runChecks(steps) {
  const progress = createProgress({ total: setUpSteps + steps.length });
  try {
    await setUp(progress);
  } catch (error) {
    fail(error);
  }
  const { passed, failed } = await runSteps(steps, progress);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}

/**
 * Runs steps one after another up to the first that fails.
 * @returns {Promise<{ passed: number, failed: number }>} tests counted over all steps; a failed step without tests counts as one
 */
async function runSteps(steps, progress) {
  const totals = { passed: 0, failed: 0 };
  const add = (more) => Object.keys(totals).forEach((key) => (totals[key] += more?.[key] ?? 0));
  for (const { name, work } of steps) {
    try {
      await progress.step(name, async (report) => {
        const counted = await work(report);
        add(counted);
        return counted && `${counted.passed} passed`;
      });
    } catch (error) {
      console.error(`\n${error.message}\n\n${name}: failed.`);
      add(error.totals?.failed ? error.totals : { passed: error.totals?.passed ?? 0, failed: 1 });
      break;
    }
  }
  return totals;
}

async function check(command, { env = toolEnvironment, limit = 150 } = {}) {
  const { code, output } = await run(command, { env });
  if (code !== 0) throw new CheckFailed(lastLines(output, limit));
}

async function runVitest() {
  const reports = projects().map((project) => path.join(project, REPORT));
  for (const report of reports) fs.rmSync(report, { force: true });
  // One project at a time: vitest already uses every core. Not from Nx's cache: a test run should be one.
  const command = [...nx, 'run-many', '-t', 'test', '--parallel=1', '--skip-nx-cache', '--output-style=static'];
  const vitest = ['--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const { code, output } = await run([...command, '--', ...vitest], { env: { ...toolEnvironment, CI: '1', FORCE_COLOR: '0' } });
  const totals = reports.filter(fs.existsSync).map((report) => JSON.parse(fs.readFileSync(report, 'utf8')));
  const sum = (key) => totals.reduce((total, report) => total + report[key], 0);
  const counted = { passed: sum('numPassedTests'), failed: sum('numFailedTests') };
  if (code !== 0) throw new CheckFailed(failures(output), counted);
  return counted;
}

/** The part of vitest's output that tells what went wrong. */
function failures(output) {
  const lines = output.split('\n').filter((line) => !/^\s*(✓|RUN|Duration|Start at|stdout|> )/.test(line));
  return lines.slice(-200).join('\n');
}

async function runPlaywright(browser, words) {
  const report = path.join(root, 'e2e', 'test-results', 'playwright.json');
  fs.rmSync(report, { force: true });
  const env = { ...toolEnvironment, ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report, CI: '1', FORCE_COLOR: '0' };
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const { code, output } = await run([process.execPath, cli, 'test', '--reporter=list,json', ...words], { cwd: path.join(root, 'e2e'), env });
  const stats = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).stats : { expected: 0, flaky: 0, unexpected: 0 };
  const counted = { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  if (code !== 0) throw new CheckFailed(lastLines(output, 150), counted);
  return counted;
}

/** The folders of the workspace's projects that have tests. */
function projects() {
  return ['apps', 'libs']
    .flatMap((folder) => fs.readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)))
    .filter((project) => fs.existsSync(path.join(project, 'package.json')));
}
