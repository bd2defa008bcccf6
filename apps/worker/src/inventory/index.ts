export { inventoryJobs } from './jobs';
export { queuePlan } from './plan-job';
export { registerInventoryRoutes } from './routes';
export { inventoryRouter, purchaseOrdersRouter, transfersRouter } from './router';
