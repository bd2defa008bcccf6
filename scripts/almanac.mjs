import { createProgress } from './progress.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail, hand } from './shell.mjs';

/** Set-up is silent when there is nothing to do; stdout belongs to the command. */
const quiet = createProgress({ total: setUpSteps, write: (line) => / ready \(\d s\)$/.test(line) || console.error(line) });
try {
  await setUp(quiet);
} catch (error) {
  fail(error);
}
process.exitCode = await hand(['--import', 'tsx', 'apps/worker/src/cli/main.ts', ...process.argv.slice(2)], process.env);
