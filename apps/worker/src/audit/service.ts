import { audit, withOrg } from '@almanac/data';
import type { AuditEntry, AuditFilter, AuditPage, ListAudit } from '@almanac/data/contract';
import type { OrgContext } from '../platform/context';

export function listAudit({ database, orgId, org }: OrgContext, { cursor, limit, ...filter }: ListAudit): Promise<AuditPage> {
  return withOrg(database.db, orgId, async (tx) => {
    const rows = await audit.listAudit(tx, { orgId, timeZone: org.timeZone, filter, before: cursor ?? undefined, limit });
    return { rows, nextCursor: rows.length < limit ? null : rows.at(-1)!.id, people: await audit.listAuditPeople(tx, orgId) };
  });
}

const BATCH = 1000;

/** All entries that match, the newest first, without holding them in memory. */
export async function* forEachEntry({ database, orgId, org }: OrgContext, filter: AuditFilter): AsyncGenerator<AuditEntry> {
  for (let before: number | undefined; ; ) {
    const rows = await withOrg(database.db, orgId, (tx) => audit.listAudit(tx, { orgId, timeZone: org.timeZone, filter, before, limit: BATCH }));
    yield* rows;
    if (rows.length < BATCH) return;
    before = rows.at(-1)!.id;
  }
}
