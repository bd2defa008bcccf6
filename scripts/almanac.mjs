import path from 'node:path';
import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail, hand, root } from './shell.mjs';

/** Set-up is silent when there is nothing to do; stdout belongs to the command. */
const quiet = createProgress({ total: setUpSteps, write: (line) => / ready \(\d s\)$/.test(line) || console.error(line) });
try {
  await setUp(quiet);
} catch (error) {
  fail(error);
}
// Paths in the arguments are meant from where the user stands, which npm tells; tsx is found from here.
const tsx = import.meta.resolve('tsx');
const script = path.join(root, 'apps/worker/src/cli/main.ts');
// What TensorFlow says of itself while it loads, before any setting of it counts.
const noise = process.env.LOG_LEVEL === 'debug' ? undefined : /^(WARNING: All log messages before absl|I\d{4} \d\d:\d\d:\d+|To enable the following instructions)/;
process.exitCode = await hand(['--import', tsx, script, ...process.argv.slice(2)], process.env, { cwd: process.env.INIT_CWD ?? process.cwd(), noise });
