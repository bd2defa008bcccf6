export { trainingJobs } from './jobs';
export { trainingRouter } from './router';
export { startTraining } from './service';
export { watchRun } from './watch';
