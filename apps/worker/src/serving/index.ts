export { registerServingRoutes } from './routes';
