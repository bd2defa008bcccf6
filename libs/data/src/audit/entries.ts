import { sql, type SQL } from 'drizzle-orm';
import type { Db, Queryable } from '../client/database';
import type { AuditEntry, AuditFilter } from '../contract/audit';
import type { OrgId } from '../contract/ids';
import type { AuditAction } from '../contract/terms';

export interface NewAuditEntry {
  readonly orgId: OrgId;
  /** `null` where no person did it */
  readonly userId: string | null;
  readonly action: AuditAction;
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number>>;
}

export async function insertAudit(db: Queryable, entry: NewAuditEntry): Promise<void> {
  await db.execute(sql`insert into audit_entries (org_id, user_id, user_name, action, subject, details) ${valuesOf(entry)}`);
}

/** For what pages ask for again and again. */
export async function insertAuditOncePerHour(db: Queryable, entry: NewAuditEntry): Promise<void> {
  await db.execute(sql`
    insert into audit_entries (org_id, user_id, user_name, action, subject, details) ${valuesOf(entry)}
    where not exists (
      select from audit_entries where org_id = ${entry.orgId} and user_id is not distinct from ${entry.userId} and at > now() - interval '1 hour' and action = ${entry.action} and subject = ${entry.subject} and details = ${JSON.stringify(entry.details)}::jsonb)`);
}

const valuesOf = ({ orgId, userId, action, subject, details }: NewAuditEntry): SQL =>
  sql`select ${orgId}, ${userId}::text, (select name from users where id = ${userId}::text), ${action}, ${subject}, ${JSON.stringify(details)}::jsonb`;

interface AuditPageQuery {
  readonly orgId: OrgId;
  readonly timeZone: string;
  readonly filter: AuditFilter;
  /** entries older than this one */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function listAudit(db: Queryable, { orgId, timeZone, filter, before, limit }: AuditPageQuery): Promise<AuditEntry[]> {
  const { userId, action, from, to } = filter;
  const conditions = [sql`org_id = ${orgId}`];
  if (userId !== undefined) conditions.push(sql`user_id = ${userId}`);
  if (action !== undefined) conditions.push(sql`action = ${action}`);
  if (from !== undefined) conditions.push(sql`at >= ${from}::date::timestamp at time zone ${timeZone}`);
  if (to !== undefined) conditions.push(sql`at < (${to}::date + 1)::timestamp at time zone ${timeZone}`);
  if (before !== undefined) conditions.push(sql`id < ${before}`);
  const rows = await db.execute<Omit<AuditEntry, 'at'> & { at: string } & Record<string, unknown>>(sql`
    select id::float8 as id, at, user_id as "userId", user_name as "userName", action, subject, details
    from audit_entries where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`);
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
}

export async function listAuditPeople(db: Queryable, orgId: OrgId): Promise<{ userId: string; name: string }[]> {
  return db.execute<{ userId: string; name: string }>(sql`
    select user_id as "userId", coalesce((array_agg(user_name order by id desc))[1], user_id) as name
    from audit_entries where org_id = ${orgId} and user_id is not null group by user_id order by 2`);
}

/** Only the owner's connection may. @returns how many */
export async function deleteAuditBefore(owner: Db, orgId: OrgId, before: Date): Promise<number> {
  const deleted = await owner.execute(sql`delete from audit_entries where org_id = ${orgId} and at < ${before.toISOString()}::timestamptz`);
  return deleted.count;
}
