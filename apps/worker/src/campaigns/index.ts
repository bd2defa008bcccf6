export { campaignsRouter } from './router';
export { registerCampaignRoutes } from './routes';
