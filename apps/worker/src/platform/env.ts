import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The folder of the checkout, or of the installed program. */
export const programRoot = fileURLToPath(new URL('../../../..', import.meta.url));

const Port = z.coerce.number().int().min(1).max(65_535);
const Env = z.object({
  /** An external Postgres; without it the embedded one is used. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Everything one installation keeps: database, files, secrets, logs. */
  ALMANAC_HOME: z.string().min(1).default(path.join(programRoot, '.almanac')).transform((folder) => path.resolve(folder)),
  ALMANAC_DEMO: z.enum(['0', '1']).default('1').transform((flag) => flag === '1'),
  PORT: Port.default(3000),
  /** The address people open; an https one makes session cookies secure. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  WORKER_PORT: Port.default(4000),
  WORKER_ROLES: z.enum(['api', 'jobs', 'both']).default('both'),
  /** Signs sessions. Needed when several workers share a database; else one is generated in ALMANAC_HOME. */
  AUTH_SECRET: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Lets webhooks reach addresses inside the network, where the other program runs beside Almanac. */
  ALMANAC_WEBHOOKS_INSIDE: z.enum(['0', '1']).default('0').transform((flag) => flag === '1'),
  MAX_UPLOAD_MB: z.coerce.number().int().positive().default(2048),
});
export type Env = z.output<typeof Env>;

/** @throws Error naming every variable that cannot be used */
export function parseEnv(variables: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Env.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`These environment variables cannot be used:\n  ${problems.join('\n  ')}`);
}
