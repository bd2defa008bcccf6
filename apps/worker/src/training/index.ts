export { trainingJobs } from './jobs';
export { trainingRouter } from './router';
