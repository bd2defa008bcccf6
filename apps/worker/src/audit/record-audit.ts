import { audit, withOrg, type Queryable } from '@almanac/data';
import type { OrgContext } from '../platform/context';

type Details = audit.NewAuditEntry['details'];

/** Writes down who did what, in the caller's transaction: what is undone was not done. */
export function recordAudit(tx: Queryable, { details = {}, ...entry }: Omit<audit.NewAuditEntry, 'details'> & { readonly details?: Details }): Promise<void> {
  return audit.insertAudit(tx, { ...entry, details });
}

/** Writes down that somebody looked at data of persons; once an hour for each list or person. A customer is named by the number only, which says nothing once the customer is erased. */
export function recordView({ database, orgId, userId }: Pick<OrgContext, 'database' | 'orgId' | 'userId'>, subject: string, details: Details = {}): Promise<void> {
  return withOrg(database.db, orgId, (tx) => audit.insertAuditOncePerHour(tx, { orgId, userId, action: 'people.viewed', subject, details }));
}
