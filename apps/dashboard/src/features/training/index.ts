export { LiveProgress } from './LiveProgress';
export { RunComparison } from './RunFindings';
