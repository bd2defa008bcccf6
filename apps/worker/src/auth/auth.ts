import { schema, type Database } from '@almanac/data';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';

export interface AuthOptions {
  readonly database: Database;
  readonly secret: string;
  /** The address people type; `https` makes the session cookie a secure one. */
  readonly publicUrl: string;
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * Sign-in by e-mail and password; sessions lie in Postgres. Accounts are made by an owner or by the first-run page, never
 * by a stranger. The browser sees one origin (the dashboard), so a request is trusted when its `Origin` is the host it asked.
 */
export function createAuth({ database, secret, publicUrl }: AuthOptions) {
  return betterAuth({
    appName: 'Almanac',
    basePath: '/api/auth',
    baseURL: publicUrl,
    secret,
    telemetry: { enabled: false },
    database: drizzleAdapter(database.owner, { provider: 'pg', usePlural: true, schema }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: {
      expiresIn: 7 * 24 * 3600,
      updateAge: 24 * 3600,
      additionalFields: { activeOrganizationId: { type: 'string', required: false, input: false } },
    },
    trustedOrigins: (request) => (request === undefined ? [] : originsOf(request.headers)),
    rateLimit: { enabled: true, window: 60, max: 600, customRules: { '/sign-in/email': { window: 60, max: 30 } } },
    advanced: { cookiePrefix: 'almanac', defaultCookieAttributes: { sameSite: 'lax', httpOnly: true } },
  });
}

function originsOf(headers: Headers): string[] {
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return host === null ? [] : [`http://${host}`, `https://${host}`];
}
