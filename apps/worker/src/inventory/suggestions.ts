import { randomUUID } from 'node:crypto';
import { inventory, withOrg, type Tx } from '@almanac/data';
import { DomainError, type AdjustSuggestions, type DecideSuggestions, type EditResult, type ItemKey, type UndoEdit } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';

/** A rejected suggestion is asked again after so many days: by then two weeks have been sold. */
const REJECTION_HOLDS_DAYS = 14;

/** @throws DomainError `inventory.item_not_found` unless every item is in the plan */
export async function readSuggestions(tx: Tx, { orgId }: OrgContext, items: readonly ItemKey[]): Promise<inventory.CurrentSuggestion[]> {
  await inventory.lockDecisions(tx, orgId);
  const keys = [...new Map(items.map((item) => [keyOf(item), item])).values()];
  const found = await inventory.listCurrentSuggestions(tx, orgId, keys);
  if (found.length < keys.length) throw new DomainError('inventory.item_not_found');
  return found;
}

/** Changes quantities. What was approved stays so; what was rejected or ordered is open again with the new quantity. */
export function adjustSuggestions(ctx: OrgContext, { changes }: AdjustSuggestions): Promise<EditResult> {
  const quantities = new Map(changes.map((change) => [keyOf(change), change.quantity]));
  return edit(ctx, changes, (current) => {
    const quantity = quantities.get(keyOf(current))!;
    const kind = current.kind === 'none' && quantity > 0 ? 'order' : current.kind;
    return { ...base(current), kind, decision: current.decision === 'approved' ? 'approved' : 'open', quantity, note: current.note };
  });
}

/** Approves, rejects or opens again. What was ordered stays ordered: its order can be cancelled. Where nothing is to be done nothing is approved. */
export function decideSuggestions(ctx: OrgContext, { items, decision, reason, note }: DecideSuggestions): Promise<EditResult> {
  const holdsUntil = decision === 'rejected' ? addDays(today(ctx.clock, ctx.org.timeZone), REJECTION_HOLDS_DAYS) : null;
  return edit(ctx, items, (current) => {
    if (current.decision === 'ordered') return undefined;
    const quantity = current.quantity ?? current.suggestedQuantity;
    if (decision === 'approved' && quantity === 0) return undefined;
    return { ...base(current), decision, quantity: decision === 'approved' ? quantity : decision === 'rejected' ? current.quantity : null, reason: reason ?? null, note: note ?? null, holdsUntil };
  });
}

/** @throws DomainError `inventory.edit_not_found`, or `inventory.edit_superseded` when nothing of it holds any more or it was ordered */
export function undoSuggestions({ database, orgId, clock }: OrgContext, { editId }: UndoEdit): Promise<EditResult> {
  return withOrg(database.db, orgId, async (tx) => {
    await inventory.lockDecisions(tx, orgId);
    const { rows, current, ordered } = await inventory.findEdit(tx, orgId, editId);
    if (rows === 0) throw new DomainError('inventory.edit_not_found');
    if (current === 0 || ordered > 0) throw new DomainError('inventory.edit_superseded');
    return { editId, changed: await inventory.undoEdit(tx, orgId, editId, clock.now()) };
  });
}

function edit(ctx: OrgContext, items: readonly ItemKey[], change: (current: inventory.CurrentSuggestion) => inventory.ItemDecision | undefined): Promise<EditResult> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => write(tx, ctx, (await readSuggestions(tx, ctx, items)).flatMap((current) => change(current) ?? [])));
}

export async function write(tx: Tx, { orgId, userId, userName, clock }: OrgContext, decisions: readonly inventory.ItemDecision[]): Promise<EditResult> {
  const editId = randomUUID();
  if (decisions.length > 0) await inventory.writeDecisions(tx, { orgId, editId, authorId: userId, authorName: userName, at: clock.now() }, decisions);
  return { editId, changed: decisions.length };
}

export const base = ({ productId, locationId, kind, fromLocationId, suggestedQuantity }: inventory.CurrentSuggestion) => ({ productId, locationId, kind, fromLocationId, suggestedQuantity });
const keyOf = ({ productId, locationId }: ItemKey) => `${productId} ${locationId}`;
