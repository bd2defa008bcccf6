import { sql } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { SavedView } from '../contract/inventory-answers';
import type { OrgId } from '../contract/ids';

/** A person's own views and those shared with everybody, by name. */
export async function listViews(tx: Tx, orgId: OrgId, userId: string): Promise<SavedView[]> {
  const rows = await tx.execute<{ [Key in keyof SavedView]: SavedView[Key] }>(sql`
    select id::int as "viewId", name, is_shared as "isShared", query, owner_name as owner, owner_id = ${userId} as "isOwn"
    from saved_views where org_id = ${orgId} and (is_shared or owner_id = ${userId}) order by lower(name), id`);
  return [...rows];
}

/** Saves a view; one of the same name and owner is replaced. */
export async function upsertView(tx: Tx, orgId: OrgId, owner: { readonly id: string; readonly name: string }, view: { readonly name: string; readonly isShared: boolean; readonly query: string }): Promise<number> {
  const [row] = await tx.execute<{ id: number }>(sql`
    insert into saved_views (org_id, name, is_shared, query, owner_id, owner_name) values (${orgId}, ${view.name}, ${view.isShared}, ${view.query}, ${owner.id}, ${owner.name})
    on conflict (org_id, owner_id, name) do update set is_shared = excluded.is_shared, query = excluded.query returning id::int as id`);
  return row!.id;
}

/** @returns whether there was one that this person may remove */
export async function deleteView(tx: Tx, orgId: OrgId, viewId: number, by: { readonly id: string; readonly mayRemoveAny: boolean }): Promise<boolean> {
  const rows = await tx.execute(sql`delete from saved_views where org_id = ${orgId} and id = ${viewId} and (owner_id = ${by.id} or (${by.mayRemoveAny} and is_shared)) returning id`);
  return rows.length > 0;
}
