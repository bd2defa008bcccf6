import type { Database } from '@almanac/data';
import { DomainError } from '@almanac/data/contract';
import { getOrganization, listOrganizations } from '../auth/index';
import type { Organization } from '../platform/context';

/** The company a command is for: the one that was named, else the only one. */
export async function chooseOrganization(database: Database, slug: string | undefined): Promise<Organization> {
  if (slug !== undefined) return getOrganization(database, slug);
  const organizations = await listOrganizations(database);
  const [only] = organizations;
  if (only === undefined) throw new DomainError('not_found', { what: 'organization' });
  if (organizations.length > 1) throw new Error(`name a company by --org: ${organizations.map((org) => org.slug).join(', ')}`);
  return only;
}
