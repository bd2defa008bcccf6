import { buildStep, runChecks, staticSteps, testStep } from './checks.mjs';

/** What a contributor runs before a commit: `npm run check`, everything of `npm test` that needs no browser. */
await runChecks([...staticSteps, buildStep, testStep]);
