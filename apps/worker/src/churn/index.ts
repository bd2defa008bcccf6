export { churnCandidates } from './candidates';
export { churnRouter } from './router';
export { registerChurnRoutes } from './routes';
export { prepareChurn } from './prepare';
export { countCrossed, findLeaving, listChurnScores } from './service';
export { trainChurn } from './train-churn';
