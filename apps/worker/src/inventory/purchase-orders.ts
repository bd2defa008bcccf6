import { inventory, withOrg, type Tx } from '@almanac/data';
import { DomainError, type CreatePurchaseOrders, type ListPurchaseOrders, type OrderKey, type PurchaseOrderDetail, type PurchaseOrderPage, type PurchaseOrderStatus, type PurchaseOrderSummary, type ReceiveOrder } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { queuePlan } from './plan-job';
import { base, readSuggestions, write } from './suggestions';

/**
 * Makes one draft order per supplier and location of the approved suggestions among the items; they are on order from then on.
 * @throws DomainError `inventory.nothing_approved`
 */
export function createOrders(ctx: OrgContext, { items }: CreatePurchaseOrders): Promise<{ orders: readonly PurchaseOrderSummary[] }> {
  const { database, jobs, orgId, org, clock, userName } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const approved = (await readSuggestions(tx, ctx, items)).filter(({ decision, kind, quantity }) => decision === 'approved' && kind === 'order' && (quantity ?? 0) > 0);
    if (approved.length === 0) throw new DomainError('inventory.nothing_approved');
    const orderedOn = today(clock, org.timeZone);
    const orderIds: number[] = [];
    const decisions: inventory.ItemDecision[] = [];
    for (const group of groupBy(approved, ({ supplierId, locationId }) => `${supplierId} ${locationId}`)) {
      const { supplierId, locationId } = group[0]!;
      const lines = group.map(({ productId, quantity, unitCostMinor, leadTimeDays }) => ({ productId, quantity: quantity!, unitCostMinor, expectedOn: addDays(orderedOn, leadTimeDays) }));
      const expectedOn = lines.reduce((last, line) => (line.expectedOn > last ? line.expectedOn : last), orderedOn);
      const orderId = await inventory.insertOrder(tx, { orgId, supplierId, locationId, orderedOn, expectedOn, createdBy: userName, lines });
      orderIds.push(orderId);
      decisions.push(...group.map((item) => ({ ...base(item), decision: 'ordered' as const, quantity: item.quantity, note: item.note, purchaseOrderId: orderId })));
    }
    await write(tx, ctx, decisions);
    await queuePlan(tx, jobs, orgId);
    return { orders: await inventory.listOrders(tx, { orgId, orderIds }, 0, orderIds.length) };
  });
}

export function listOrders({ database, orgId }: OrgContext, { cursor, limit, ...filter }: ListPurchaseOrders): Promise<PurchaseOrderPage> {
  return withOrg(database.db, orgId, async (tx) => {
    const offset = cursor ?? 0;
    const total = await inventory.countOrders(tx, { orgId, ...filter });
    const orders = await inventory.listOrders(tx, { orgId, ...filter }, offset, limit);
    const next = offset + orders.length;
    return { orders, total, nextCursor: orders.length > 0 && next < total ? next : null };
  });
}

export function getOrder({ database, orgId }: OrgContext, { orderId }: OrderKey): Promise<PurchaseOrderDetail> {
  return withOrg(database.db, orgId, (tx) => readOrder(tx, orgId, orderId));
}

/** Notes that a draft was sent to the supplier. */
export function sendOrder(ctx: OrgContext, { orderId }: OrderKey): Promise<PurchaseOrderDetail> {
  return change(ctx, orderId, ['draft'], (tx) => inventory.setOrderStatus(tx, ctx.orgId, orderId, 'sent'));
}

/** Books what came in, all or a part: stock rises, what is on order falls. */
export function receiveOrder(ctx: OrgContext, { orderId, receivedOn, lines }: ReceiveOrder): Promise<PurchaseOrderDetail> {
  const { orgId, clock, org } = ctx;
  return change(ctx, orderId, ['draft', 'sent', 'partly_received'], async (tx, { locationId }) => {
    if (receivedOn > today(clock, org.timeZone)) throw new DomainError('request.invalid');
    const known = new Map((await inventory.listOrderLines(tx, orgId, orderId)).map((line) => [line.lineId, line]));
    const received = lines.map(({ lineId, quantity }) => {
      const line = known.get(lineId);
      if (line === undefined) throw new DomainError('inventory.order_not_found', { orderId });
      return { lineId, productId: line.productId, quantity };
    });
    const some = received.filter(({ quantity }) => quantity > 0);
    if (some.length === 0) throw new DomainError('request.invalid');
    await inventory.receiveLines(tx, { orgId, locationId, receivedOn }, some);
    const after = await inventory.listOrderLines(tx, orgId, orderId);
    await inventory.setOrderStatus(tx, orgId, orderId, after.every((line) => line.receivedQuantity >= line.quantity) ? 'received' : 'partly_received');
  });
}

/** Calls an order off, or what is left of it. What was ordered and nothing of it came is approved again. */
export function cancelOrder(ctx: OrgContext, { orderId }: OrderKey): Promise<PurchaseOrderDetail> {
  const { orgId, clock } = ctx;
  return change(ctx, orderId, ['draft', 'sent', 'partly_received'], async (tx, { status }) => {
    await inventory.lockDecisions(tx, orgId);
    await inventory.forgetOnOrder(tx, orgId, orderId);
    await inventory.setOrderStatus(tx, orgId, orderId, 'cancelled');
    if (status !== 'partly_received') await inventory.undoOrdered(tx, orgId, orderId, clock.now());
  });
}

/** @throws DomainError `inventory.order_not_found` or `inventory.order_wrong_status` */
export function change({ database, jobs, orgId }: OrgContext, orderId: number, allowed: readonly PurchaseOrderStatus[], work: (tx: Tx, order: { readonly locationId: number; readonly status: PurchaseOrderStatus }) => Promise<void>): Promise<PurchaseOrderDetail> {
  return withOrg(database.db, orgId, async (tx) => {
    const order = await inventory.findOrderForUpdate(tx, orgId, orderId);
    if (order === undefined) throw new DomainError('inventory.order_not_found', { orderId });
    if (!allowed.includes(order.status)) throw new DomainError('inventory.order_wrong_status', { status: order.status });
    await work(tx, order);
    await queuePlan(tx, jobs, orgId);
    return readOrder(tx, orgId, orderId);
  });
}

export async function readOrder(tx: Tx, orgId: OrgContext['orgId'], orderId: number): Promise<PurchaseOrderDetail> {
  const facts = await inventory.findOrderForUpdate(tx, orgId, orderId);
  const [order] = await inventory.listOrders(tx, { orgId, orderIds: [orderId] }, 0, 1);
  if (facts === undefined || order === undefined) throw new DomainError('inventory.order_not_found', { orderId });
  const { supplierCode, supplierEmail, note } = facts;
  return { order, supplierCode, supplierEmail, note, lines: await inventory.listOrderLines(tx, orgId, orderId) };
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}
