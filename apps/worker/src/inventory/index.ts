export { inventoryJobs } from './jobs';
export { queuePlan } from './plan-job';
export { inventoryRouter, purchaseOrdersRouter } from './router';
