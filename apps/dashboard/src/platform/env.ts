import 'server-only';
import { z } from 'zod';

/** Where the worker listens; it holds the data and is not reachable from outside. */
export const workerUrl = z.url().default('http://127.0.0.1:4000').parse(process.env.WORKER_URL).replace(/\/$/, '');
