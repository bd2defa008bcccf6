import { schema, type Database } from '@almanac/data';
import { DomainError, type CreateCompany } from '@almanac/data/contract';
import { sql } from 'drizzle-orm';
import type { Auth } from './auth';
import { addMember, createOrganization } from './organizations';

/** Whether nobody can sign in yet, so that the first visitor founds the company. */
export async function needsFirstCompany(database: Database): Promise<boolean> {
  const [row] = await database.owner.select({ count: sql<number>`count(*)::int` }).from(schema.users);
  return row?.count === 0;
}

/** @throws DomainError `auth.role_missing` once there is any account: later companies are an owner's to make */
export async function createCompany(database: Database, auth: Auth, input: CreateCompany): Promise<void> {
  if (!(await needsFirstCompany(database))) throw new DomainError('auth.role_missing', { needed: 'owner' });
  const { companyName, currency, timeZone, name, email, password } = input;
  const orgId = await createOrganization(database, { name: companyName, slug: slugOf(companyName), currency, timeZone });
  await addMember(auth, database, orgId, { name, email, password, role: 'owner' });
}

/** A name as it may stand in a link; names without a Latin letter become `company`. */
function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\p{ASCII}]/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'company';
}
