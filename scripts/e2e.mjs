import { buildStep, endToEndSteps, runChecks } from './checks.mjs';

/** `npm run e2e [-- words for playwright]` */
await runChecks([buildStep, ...endToEndSteps(process.argv.slice(2))]);
