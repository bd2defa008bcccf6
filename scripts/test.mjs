import { buildStep, endToEndSteps, runChecks, staticSteps, testStep } from './checks.mjs';

/** Everything that must hold: `npm test`. The last line is the count of tests. */
await runChecks([...staticSteps, buildStep, testStep, ...endToEndSteps()]);
