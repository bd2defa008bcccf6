export { webhookJobs } from './jobs';
export { webhooksRouter } from './router';
export { tell } from './tell';
