import { schema, type Database } from '@almanac/data';
import { DomainError, OrgId, Role } from '@almanac/data/contract';
import { asc, eq } from 'drizzle-orm';
import type { Organization } from '../platform/context';
import type { Auth } from './auth';

export interface Member {
  readonly orgId: OrgId;
  readonly org: Organization;
  readonly sessionId: string;
  readonly userId: string;
  readonly userName: string;
  readonly userEmail: string;
  readonly role: Role;
  /** Every company this person belongs to. */
  readonly organizations: readonly Organization[];
}

/** The person behind a request, looked up once and only when somebody asks. */
export interface Caller {
  /** @throws DomainError `auth.signed_out` or `auth.organization_missing` */
  member(): Promise<Member>;
}

export function callerOf(headers: Headers, auth: Auth, database: Database): Caller {
  let found: Promise<Member> | undefined;
  return { member: () => (found ??= findMember(headers, auth, database)) };
}

async function findMember(headers: Headers, auth: Auth, database: Database): Promise<Member> {
  const session = await auth.api.getSession({ headers });
  if (session === null) throw new DomainError('auth.signed_out');
  const memberships = await listMemberships(database, session.user.id);
  const active = memberships.find(({ org }) => org.id === session.session.activeOrganizationId) ?? memberships[0];
  if (active === undefined) throw new DomainError('auth.organization_missing');
  return {
    orgId: active.org.id,
    org: active.org,
    sessionId: session.session.id,
    userId: session.user.id,
    userName: session.user.name,
    userEmail: session.user.email,
    role: active.role,
    organizations: memberships.map(({ org }) => org),
  };
}

async function listMemberships(database: Database, userId: string) {
  const { members, organizations } = schema;
  const rows = await database.owner
    .select({ role: members.role, id: organizations.id, name: organizations.name, slug: organizations.slug, currency: organizations.currency, timeZone: organizations.timeZone })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(organizations.id));
  return rows.map(({ role, id, ...org }) => ({ role: Role.parse(role), org: { ...org, id: OrgId.parse(id) } }));
}
