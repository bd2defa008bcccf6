export { filesOf } from './check';
export { importJobs } from './jobs';
export { ingestRouter } from './router';
export { registerImportRoutes } from './routes';
