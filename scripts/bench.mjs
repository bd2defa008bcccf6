import path from 'node:path';
import { createProgress } from '../apps/worker/src/supervisor/progress.mjs';
import { setUp, setUpSteps } from './setup.mjs';
import { fail, hand, root } from './shell.mjs';

try {
  await setUp(createProgress({ total: setUpSteps, write: (line) => console.error(line) }));
} catch (error) {
  fail(error);
}
process.exitCode = await hand(['--import', 'tsx', path.join(root, 'bench/main.ts'), ...process.argv.slice(2)], process.env);
