import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { ensureChromium } from './browser.mjs';
import { buildStep, endToEndStep, runSteps } from './checks.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail } from './shell.mjs';

/** `npm run e2e [-- words for playwright]` */
const progress = createProgress({ total: setUpSteps + 3 });
try {
  await setUp(progress);
  let browser = {};
  await progress.step('Chromium', async (report) => {
    browser = await ensureChromium(report);
  });
  const { passed, failed } = await runSteps([buildStep, endToEndStep(() => browser, process.argv.slice(2))], progress);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
} catch (error) {
  fail(error);
}
