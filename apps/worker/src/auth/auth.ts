import { schema, type Database } from '@almanac/data';
import { OrgId } from '@almanac/data/contract';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import { recordAudit } from '../audit/index';

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
    databaseHooks: { session: { create: { after: ({ userId }) => recordSignIn(database, userId) } } },
    trustedOrigins: (request) => (request === undefined ? [] : originsOf(request.headers)),
    rateLimit: { enabled: true, window: 60, max: 600, customRules: { '/sign-in/email': { window: 60, max: 30 } } },
    advanced: { cookiePrefix: 'almanac', defaultCookieAttributes: { sameSite: 'lax', httpOnly: true } },
  });
}

/** In the log of every company the person works at: the session opens all of them. */
async function recordSignIn({ owner }: Database, userId: string): Promise<void> {
  const { members, users } = schema;
  const memberships = await owner.select({ orgId: members.organizationId, email: users.email }).from(members).innerJoin(users, eq(users.id, members.userId)).where(eq(members.userId, userId));
  for (const { orgId, email } of memberships) await recordAudit(owner, { orgId: OrgId.parse(orgId), userId, action: 'session.signed_in', subject: email });
}

function originsOf(headers: Headers): string[] {
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return host === null ? [] : [`http://${host}`, `https://${host}`];
}
