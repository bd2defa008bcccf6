export { overviewRouter } from './router';
