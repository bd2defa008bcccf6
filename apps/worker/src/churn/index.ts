export { churnCandidates } from './candidates';
export { churnRouter } from './router';
export { registerChurnRoutes } from './routes';
export { prepareChurn } from './prepare';
export { listChurnScores } from './service';
export { trainChurn } from './train-churn';
