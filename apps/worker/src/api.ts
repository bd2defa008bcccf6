import type { appRouter } from './router';

/** The worker's procedures, for the dashboard's client: types only. */
export type AppRouter = typeof appRouter;
