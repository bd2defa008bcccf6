import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { buildStep, runSteps, staticSteps, testStep } from './checks.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail } from './shell.mjs';

/** What a contributor runs before a commit: `npm run check`, everything of `npm test` that needs no browser. */
const steps = [...staticSteps, buildStep, testStep];
const progress = createProgress({ total: setUpSteps + steps.length });
try {
  await setUp(progress);
} catch (error) {
  fail(error);
}
const { passed, failed } = await runSteps(steps, progress);
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);
