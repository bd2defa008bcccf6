import { randomUUID } from 'node:crypto';
import { schema, type Database } from '@almanac/data';
import { DomainError, OrgId, type Role, type UpdateCompany } from '@almanac/data/contract';
import { and, eq } from 'drizzle-orm';
import { recordAudit } from '../audit/index';
import type { OrgContext, Organization } from '../platform/context';
import type { Auth } from './auth';

export interface NewOrganization {
  readonly name: string;
  readonly slug: string;
  readonly currency: string;
  readonly timeZone: string;
}

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

/** Creates a company, or finds the one that has its slug. */
export async function createOrganization(database: Database, given: NewOrganization): Promise<OrgId> {
  await database.owner.insert(schema.organizations).values({ id: randomUUID(), ...given }).onConflictDoNothing();
  return (await getOrganization(database, given.slug)).id;
}

/** @throws DomainError `not_found` when no company has this slug */
export async function getOrganization(database: Database, slug: string): Promise<Organization> {
  const { id, name, currency, timeZone, slug: slugColumn } = schema.organizations;
  const [found] = await database.owner.select({ id, name, slug: slugColumn, currency, timeZone }).from(schema.organizations).where(eq(slugColumn, slug));
  if (found === undefined) throw new DomainError('not_found', { what: 'organization', key: slug });
  return { ...found, id: OrgId.parse(found.id) };
}

export async function listOrganizations(database: Database): Promise<Organization[]> {
  const { id, name, slug, currency, timeZone, createdAt } = schema.organizations;
  const rows = await database.owner.select({ id, name, slug, currency, timeZone }).from(schema.organizations).orderBy(createdAt, slug);
  return rows.map((row) => ({ ...row, id: OrgId.parse(row.id) }));
}

/** Makes a person a member, creating the account when the address is new. Repeatable: a known member keeps password and role. */
export async function addMember(auth: Auth, database: Database, orgId: OrgId, { name, email, password, role }: NewMember): Promise<void> {
  const context = await auth.$context;
  const known = await context.internalAdapter.findUserByEmail(email);
  const user = known?.user ?? (await context.internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'admin' }));
  const { accounts, members } = schema;
  const [account] = await database.owner
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.userId, user.id), eq(accounts.providerId, 'credential')));
  if (account === undefined) {
    await context.internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: await context.password.hash(password) });
  }
  await database.owner.insert(members).values({ id: randomUUID(), organizationId: orgId, userId: user.id, role }).onConflictDoNothing();
}

export async function updateOrganization({ database, orgId, userId }: OrgContext, changes: UpdateCompany): Promise<void> {
  await database.owner.transaction(async (tx) => {
    await tx.update(schema.organizations).set(changes).where(eq(schema.organizations.id, orgId));
    await recordAudit(tx, { orgId, userId, action: 'company.updated', subject: changes.name, details: changes });
  });
}
