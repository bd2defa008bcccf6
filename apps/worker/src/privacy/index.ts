export { privacyJobs } from './jobs';
export { privacyRouter } from './router';
export { registerPrivacyRoutes } from './routes';
