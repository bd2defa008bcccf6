export { registerExportRoutes } from './routes';
