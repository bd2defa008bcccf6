import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail, hand } from './shell.mjs';

const flags = process.argv.slice(2);
const unknown = flags.find((flag) => !['--dev', '--no-demo'].includes(flag));
if (unknown) fail(`Unknown option ${unknown}. There are --no-demo (start without the demo company) and --dev (rebuild on change).`);
const hasDemo = !flags.includes('--no-demo') && process.env.ALMANAC_DEMO !== '0';
const steps = (hasDemo ? 7 : 3) + setUpSteps - (flags.includes('--dev') ? 1 : 0);
try {
  await setUp(createProgress({ total: steps }));
} catch (error) {
  fail(error);
}
process.exitCode = await hand(['--import', 'tsx', 'apps/worker/src/supervisor/main.ts', ...flags, '--steps-done', String(setUpSteps)], process.env);
