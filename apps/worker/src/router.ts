import { auditRouter } from './audit/index';
import { campaignsRouter } from './campaigns/index';
import { churnRouter } from './churn/index';
import { companyRouter, sessionRouter } from './auth/index';
import { forecastingRouter } from './forecasting/index';
import { ingestRouter } from './ingest/index';
import { inventoryRouter, purchaseOrdersRouter, transfersRouter } from './inventory/index';
import { monitoringRouter } from './monitoring/index';
import { overviewRouter } from './overview/index';
import { router } from './platform/trpc';
import { privacyRouter } from './privacy/index';
import { recommendationRouter } from './recommendation/index';
import { webhooksRouter } from './webhooks/index';
import { tokensRouter } from './tokens/index';
import { trainingRouter } from './training/index';

export const appRouter = router({
  session: sessionRouter,
  company: companyRouter,
  overview: overviewRouter,
  ingest: ingestRouter,
  forecasting: forecastingRouter,
  inventory: inventoryRouter,
  purchaseOrders: purchaseOrdersRouter,
  transfers: transfersRouter,
  recommendation: recommendationRouter,
  churn: churnRouter,
  campaigns: campaignsRouter,
  training: trainingRouter,
  monitoring: monitoringRouter,
  audit: auditRouter,
  tokens: tokensRouter,
  webhooks: webhooksRouter,
  privacy: privacyRouter,
});
