import { sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../client/database';
import type { ItemKey } from '../contract/inventory';
import type { OrgId } from '../contract/ids';
import type { Decision, RejectReason, SuggestionKind } from '../contract/terms';

export interface Edit {
  readonly orgId: OrgId;
  readonly editId: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly at: Date;
}

/** What becomes of an item. `quantity` null leaves the suggestion. */
export interface ItemDecision extends ItemKey {
  readonly decision: Decision;
  readonly kind: SuggestionKind;
  readonly fromLocationId: number | null;
  readonly quantity: number | null;
  readonly suggestedQuantity: number;
  readonly reason?: RejectReason | null;
  readonly note?: string | null;
  readonly purchaseOrderId?: number | null;
  readonly transferId?: number | null;
  readonly holdsUntil?: string | null;
}

/** What a suggestion is now, with what a person made of it. */
export interface CurrentSuggestion extends ItemKey {
  readonly [column: string]: unknown;
  readonly kind: SuggestionKind;
  readonly fromLocationId: number | null;
  readonly suggestedQuantity: number;
  readonly supplierId: number | null;
  readonly unitCostMinor: number | null;
  readonly leadTimeDays: number;
  readonly onHand: number;
  readonly decision: Decision;
  readonly quantity: number | null;
  readonly note: string | null;
}

/** A decision keeps the kind it was made on, and so does a quantity given where nothing was suggested. Aliases: `p` the plan, `d` the current decision. */
export const effectiveKind = sql`case when d.decision in ('approved', 'ordered') or (d.decision = 'open' and p.kind = 'none') then d.kind else p.kind end`;

/** Several editors at once take turns, so that of an item's rows at most one is current. */
export const lockDecisions = (tx: Tx, orgId: OrgId) => tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`inventory decisions ${orgId}`}, 0))`);

const keysOf = (items: readonly ItemKey[]): SQL =>
  sql`unnest(${sql.param(items.map((item) => item.productId))}::bigint[], ${sql.param(items.map((item) => item.locationId))}::bigint[]) as k(product_id, location_id)`;

export async function listCurrentSuggestions(tx: Tx, orgId: OrgId, items: readonly ItemKey[]): Promise<CurrentSuggestion[]> {
  const rows = await tx.execute<CurrentSuggestion>(sql`
    select p.product_id::int as "productId", p.location_id::int as "locationId", ${effectiveKind} as kind,
      (case when d.decision in ('approved', 'ordered') then d.from_location_id else p.from_location_id end)::int as "fromLocationId",
      p.suggested_quantity as "suggestedQuantity", p.supplier_id::int as "supplierId", p.unit_cost_minor::float8 as "unitCostMinor", p.lead_time_days as "leadTimeDays", p.on_hand as "onHand",
      coalesce(d.decision, 'open') as decision, d.quantity, d.note
    from ${keysOf(items)}
    join inventory_plans p on p.org_id = ${orgId} and p.product_id = k.product_id and p.location_id = k.location_id
    left join suggestion_decisions d on d.org_id = p.org_id and d.product_id = p.product_id and d.location_id = p.location_id and d.is_current
    order by p.supplier_id, p.location_id, p.product_id`);
  return [...rows];
}

/** Writes decisions, which replace the current ones of their items. */
export async function writeDecisions(tx: Tx, { orgId, editId, authorId, authorName, at }: Edit, decisions: readonly ItemDecision[]): Promise<void> {
  const rows = JSON.stringify(
    decisions.map((d) => ({
      ...{ product_id: d.productId, location_id: d.locationId, decision: d.decision, kind: d.kind, from_location_id: d.fromLocationId, quantity: d.quantity, suggested_quantity: d.suggestedQuantity },
      ...{ reason: d.reason ?? null, note: d.note ?? null, purchase_order_id: d.purchaseOrderId ?? null, transfer_id: d.transferId ?? null, holds_until: d.holdsUntil ?? null },
    })),
  );
  await tx.execute(sql`
    create temp table new_decisions on commit drop as
    select * from json_to_recordset(${rows}::json) as r(product_id bigint, location_id bigint, decision text, kind text, from_location_id bigint, quantity float8, suggested_quantity float8, reason text, note text, purchase_order_id bigint, transfer_id bigint, holds_until date)`);
  await tx.execute(sql`alter table new_decisions add column replaced_id bigint`);
  await tx.execute(sql`
    update new_decisions n set replaced_id = d.id from suggestion_decisions d
    where d.org_id = ${orgId} and d.product_id = n.product_id and d.location_id = n.location_id and d.is_current`);
  await tx.execute(sql`update suggestion_decisions set is_current = false where org_id = ${orgId} and id in (select replaced_id from new_decisions)`);
  await tx.execute(sql`
    insert into suggestion_decisions (org_id, edit_id, product_id, location_id, decision, kind, from_location_id, quantity, suggested_quantity, reason, note, author_id, author_name, created_at, purchase_order_id, transfer_id, holds_until, replaced_id)
    select ${orgId}, ${editId}::uuid, product_id, location_id, decision, kind, from_location_id, quantity, suggested_quantity, reason, note, ${authorId}, ${authorName}, ${at.toISOString()}::timestamptz, purchase_order_id, transfer_id, holds_until, replaced_id
    from new_decisions`);
  await tx.execute(sql`drop table new_decisions`);
}

/** How many of an edit's rows there are, still hold, and became orders. */
export async function findEdit(tx: Tx, orgId: OrgId, editId: string): Promise<{ rows: number; current: number; ordered: number }> {
  const [row] = await tx.execute<{ rows: number; current: number; ordered: number }>(sql`
    select count(*)::int as rows, count(*) filter (where is_current)::int as current, count(*) filter (where decision = 'ordered')::int as ordered
    from suggestion_decisions where org_id = ${orgId} and edit_id = ${editId}::uuid and undone_at is null`);
  return row ?? { rows: 0, current: 0, ordered: 0 };
}

/** Takes an edit's current rows back: what each replaced holds again. */
export const undoEdit = (tx: Tx, orgId: OrgId, editId: string, at: Date) => takeBack(tx, orgId, sql`edit_id = ${editId}::uuid`, at);

/** Takes back that items, or these products of them, became part of an order: they are approved again. */
export const undoOrdered = (tx: Tx, orgId: OrgId, orderId: number, at: Date, productIds?: readonly number[]) =>
  takeBack(tx, orgId, productIds === undefined ? sql`purchase_order_id = ${orderId}` : sql`purchase_order_id = ${orderId} and product_id = any(${sql.param([...productIds])}::bigint[])`, at);

/** Takes back that items became part of a transfer that is cancelled: they are approved again. */
export const undoTransferred = (tx: Tx, orgId: OrgId, transferId: number, at: Date) => takeBack(tx, orgId, sql`transfer_id = ${transferId}`, at);

async function takeBack(tx: Tx, orgId: OrgId, which: SQL, at: Date): Promise<number> {
  const undone = await tx.execute<{ replacedId: number | null }>(sql`
    update suggestion_decisions set is_current = false, undone_at = ${at.toISOString()}::timestamptz
    where org_id = ${orgId} and ${which} and is_current returning replaced_id::int as "replacedId"`);
  const replaced = undone.flatMap(({ replacedId }) => (replacedId === null ? [] : [replacedId]));
  await tx.execute(sql`update suggestion_decisions set is_current = true where org_id = ${orgId} and id = any(${sql.param(replaced)}::bigint[])`);
  return undone.length;
}

/** Ends what a new plan asks again: rejections whose time is over, orders placed where more is needed by now. */
export async function releaseDecisions(tx: Tx, orgId: OrgId, plannedOn: string): Promise<void> {
  await tx.execute(sql`
    update suggestion_decisions d set is_current = false
    from inventory_plans p
    where d.org_id = ${orgId} and d.is_current and p.org_id = d.org_id and p.product_id = d.product_id and p.location_id = d.location_id
      and ((d.decision = 'rejected' and d.holds_until <= ${plannedOn}::date) or (d.decision = 'ordered' and p.suggested_quantity > 0 and p.kind in ('order', 'transfer')))`);
}

export interface DecisionHistoryRow {
  readonly [column: string]: unknown;
  readonly decision: Decision;
  readonly quantity: number | null;
  readonly suggestedQuantity: number;
  readonly reason: RejectReason | null;
  readonly note: string | null;
  readonly author: string;
  readonly at: Date;
  readonly isUndone: boolean;
}

export async function listDecisions(tx: Tx, orgId: OrgId, { productId, locationId }: ItemKey): Promise<DecisionHistoryRow[]> {
  const rows = await tx.execute<DecisionHistoryRow>(sql`
    select decision, quantity, suggested_quantity as "suggestedQuantity", reason, note, author_name as author, created_at as at, undone_at is not null as "isUndone"
    from suggestion_decisions where org_id = ${orgId} and product_id = ${productId} and location_id = ${locationId} order by id desc limit 50`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
