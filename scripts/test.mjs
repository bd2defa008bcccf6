import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { ensureChromium } from './browser.mjs';
import { buildStep, endToEndStep, runSteps, staticSteps, testStep } from './checks.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail } from './shell.mjs';

/** Everything that must hold: `npm test`. The last line is the count of tests. */
let browser = {};
const chromium = {
  name: 'Chromium',
  work: async () => {
    browser = await ensureChromium((text) => progress.note(`      ${text}`));
  },
};
const steps = [...staticSteps, buildStep, testStep, chromium, endToEndStep(() => browser)];
const progress = createProgress({ total: setUpSteps + steps.length });
try {
  await setUp(progress);
} catch (error) {
  fail(error);
}
const { passed, failed } = await runSteps(steps, progress);
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);
