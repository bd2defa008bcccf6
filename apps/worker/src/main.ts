import path from 'node:path';
import { connect } from '@almanac/data';
import { loadSecrets } from '@almanac/data/embedded';
import { serve } from '@hono/node-server';
import { registerAuditRoutes } from './audit/routes';
import { createAuth } from './auth/index';
import { registerCampaignRoutes } from './campaigns/index';
import { registerChurnRoutes } from './churn/index';
import { registerExportRoutes } from './exports/index';
import { inventoryJobs, registerInventoryRoutes } from './inventory/index';
import { importJobs, registerImportRoutes } from './ingest/index';
import { openEventBus } from './platform/bus';
import { systemClock } from './platform/clock';
import type { Services } from './platform/context';
import { parseEnv, type Env } from './platform/env';
import { openFileStore } from './platform/files';
import { createHttp } from './platform/http';
import { createLogger } from './platform/logger';
import { openJobQueue, runJobs } from './platform/queue';
import { privacyJobs, registerPrivacyRoutes } from './privacy/index';
import { registerRecommendationRoutes } from './recommendation/index';
import { appRouter } from './router';
import { registerServingRoutes } from './serving/index';
import { trainingJobs } from './training/index';
import { webhookJobs } from './webhooks/index';

const env = parseEnv(process.env);
const log = createLogger(env.LOG_LEVEL);
const stop = await startWorker(env);

let stopping = false;
async function shutDown(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ reason }, 'worker stops');
  setTimeout(() => process.exit(1), 15_000).unref(); // a job that does not let go is released by its missing heartbeat
  await stop();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void shutDown(signal));
// The supervisor is gone: a worker without one would hold the port against the next start.
process.on('disconnect', () => void shutDown('supervisor is gone'));
process.send?.('ready');

async function startWorker({ DATABASE_URL, ALMANAC_HOME, AUTH_SECRET, WORKER_PORT, WORKER_ROLES, ...settings }: Env): Promise<() => Promise<void>> {
  if (DATABASE_URL === undefined) throw new Error('DATABASE_URL is not set: start the worker through `npm start`, or name a Postgres server');
  const database = connect(DATABASE_URL);
  const files = openFileStore(path.join(ALMANAC_HOME, 'files'));
  const bus = await openEventBus(database);
  const jobs = await openJobQueue(database);
  const services: Services = { database, files, bus, jobs, clock: systemClock, log };
  const closers: (() => Promise<void>)[] = [() => bus.close(), () => database.close()];
  if (WORKER_ROLES !== 'jobs') {
    const auth = createAuth({ database, secret: AUTH_SECRET ?? loadSecrets(ALMANAC_HOME).authSecret, publicUrl: settings.PUBLIC_URL });
    const routes = [registerImportRoutes({ maxBytes: settings.MAX_UPLOAD_MB * 1024 * 1024 }), registerExportRoutes, registerInventoryRoutes, registerChurnRoutes, registerCampaignRoutes, registerRecommendationRoutes, registerAuditRoutes, registerServingRoutes, registerPrivacyRoutes];
    const app = createHttp({ services, auth, router: appRouter, routes });
    const server = serve({ fetch: app.fetch, port: WORKER_PORT, hostname: '127.0.0.1' });
    closers.unshift(
      () =>
        new Promise((done) => {
          server.close(() => done());
          if ('closeAllConnections' in server) server.closeAllConnections(); // progress streams would stay open for ever
        }),
    );
  }
  if (WORKER_ROLES !== 'api') {
    const runner = await runJobs({ services, roles: WORKER_ROLES, handlers: [...importJobs, ...trainingJobs, ...inventoryJobs, ...privacyJobs, ...webhookJobs({ publicUrl: settings.PUBLIC_URL, allowsPrivate: settings.ALMANAC_WEBHOOKS_INSIDE })] });
    closers.unshift(() => runner.stop());
  }
  log.info({ roles: WORKER_ROLES, port: WORKER_PORT }, 'worker is ready');
  return async () => {
    for (const close of closers) await close();
  };
}
