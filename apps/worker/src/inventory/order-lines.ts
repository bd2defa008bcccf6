import { inventory, type Tx } from '@almanac/data';
import { DomainError, type ChangeOrderLines, type OrderLinesChanged } from '@almanac/data/contract';
import type { OrgContext } from '../platform/context';
import { change } from './purchase-orders';
import { readSuggestions, write } from './suggestions';

/**
 * Changes, adds and removes lines of a draft. What is taken out is approved again, what is added counts as ordered: no suggestion is
 * ordered twice.
 * @returns the order, and the changes that take this one back
 * @throws DomainError `inventory.order_needs_line` when nothing would be left, `inventory.item_not_found` when a product is not the company's
 */
export async function changeOrderLines(ctx: OrgContext, { orderId, changes }: ChangeOrderLines): Promise<OrderLinesChanged> {
  const { orgId, clock } = ctx;
  const wanted = new Map(changes.map(({ productId, quantity }) => [productId, quantity]));
  let undo: inventory.LineQuantity[] = [];
  const detail = await change(ctx, orderId, ['draft'], async (tx, { locationId }) => {
    await inventory.lockDecisions(tx, orgId);
    const before = new Map((await inventory.listOrderLines(tx, orgId, orderId)).map(({ productId, quantity }) => [productId, quantity]));
    const made = [...wanted].map(([productId, quantity]) => ({ productId, quantity, before: before.get(productId) ?? 0 })).filter((line) => line.quantity !== line.before);
    const added = made.filter((line) => line.before === 0);
    if ((await inventory.listOrderable(tx, orgId, added.map(({ productId }) => productId))).length < added.length) throw new DomainError('inventory.item_not_found');
    const removed = made.filter(({ quantity }) => quantity === 0);
    if (before.size + added.length - removed.length === 0) throw new DomainError('inventory.order_needs_line');
    undo = made.map((line) => ({ productId: line.productId, quantity: line.before }));
    const order = { orgId, orderId };
    await inventory.writeOrderLines(tx, order, made);
    await inventory.shiftOnOrder(tx, order, made.map((line) => ({ productId: line.productId, quantity: line.quantity - line.before })));
    await inventory.followOrder(tx, order, made.filter(({ quantity }) => quantity > 0));
    await inventory.undoOrdered(tx, orgId, orderId, clock.now(), removed.map(({ productId }) => productId));
    await decideAdded(tx, ctx, { orderId, locationId }, added);
  });
  return { detail, undo };
}

/** A product that is in the plan and in no other order is ordered now. */
async function decideAdded(tx: Tx, ctx: OrgContext, { orderId, locationId }: { readonly orderId: number; readonly locationId: number }, added: readonly inventory.LineQuantity[]): Promise<void> {
  const planned = await inventory.listInventoryByKey(tx, ctx.orgId, added.map(({ productId }) => ({ productId, locationId })));
  if (planned.length === 0) return;
  const quantities = new Map(added.map(({ productId, quantity }) => [productId, quantity]));
  const current = (await readSuggestions(tx, ctx, planned)).filter(({ decision }) => decision !== 'ordered');
  await write(tx, ctx, current.map(({ productId, suggestedQuantity }) => ({ productId, locationId, decision: 'ordered', kind: 'order', fromLocationId: null, quantity: quantities.get(productId)!, suggestedQuantity, purchaseOrderId: orderId })));
}
