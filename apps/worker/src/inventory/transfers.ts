import { inventory, withOrg, type Tx } from '@almanac/data';
import { DomainError, type CreateTransfers, type ListTransfers, type TransferDetail, type TransferKey, type TransferPage, type TransferStatus, type TransferSummary } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { queuePlan } from './plan-job';
import { TRANSFER_DAYS } from './plan-rows';
import { groupBy } from './purchase-orders';
import { base, readSuggestions, write } from './suggestions';

/**
 * Makes one draft per pair of locations of the approved transfers among the items. From then on it counts as on order where it goes and
 * as promised where it comes from, so nothing is suggested twice.
 * @throws DomainError `inventory.nothing_to_move`
 */
export function createTransfers(ctx: OrgContext, { items }: CreateTransfers): Promise<{ transfers: readonly TransferSummary[] }> {
  const { database, jobs, orgId, org, clock, userName } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const moves = (await readSuggestions(tx, ctx, items)).flatMap((item) => (item.kind === 'transfer' && item.decision === 'approved' && item.fromLocationId !== null && (item.quantity ?? 0) > 0 ? [{ item, from: item.fromLocationId, quantity: item.quantity! }] : []));
    if (moves.length === 0) throw new DomainError('inventory.nothing_to_move');
    const createdOn = today(clock, org.timeZone);
    const transferIds: number[] = [];
    const decisions: inventory.ItemDecision[] = [];
    for (const group of groupBy(moves, ({ from, item }) => `${from} ${item.locationId}`)) {
      const { from, item: first } = group[0]!;
      const lines = group.map(({ item, quantity }) => ({ productId: item.productId, quantity }));
      const transferId = await inventory.insertTransfer(tx, { orgId, fromLocationId: from, toLocationId: first.locationId, createdOn, expectedOn: addDays(createdOn, TRANSFER_DAYS), createdBy: userName, lines });
      transferIds.push(transferId);
      decisions.push(...group.map(({ item, quantity }) => ({ ...base(item), decision: 'ordered' as const, quantity, note: item.note, transferId })));
    }
    await write(tx, ctx, decisions);
    await queuePlan(tx, jobs, orgId);
    return { transfers: await inventory.listTransfers(tx, { orgId, transferIds }, 0, transferIds.length) };
  });
}

export function listTransfers({ database, orgId }: OrgContext, { cursor, limit, ...filter }: ListTransfers): Promise<TransferPage> {
  return withOrg(database.db, orgId, async (tx) => {
    const offset = cursor ?? 0;
    const total = await inventory.countTransfers(tx, { orgId, ...filter });
    const transfers = await inventory.listTransfers(tx, { orgId, ...filter }, offset, limit);
    const next = offset + transfers.length;
    return { transfers, total, nextCursor: transfers.length > 0 && next < total ? next : null };
  });
}

export function getTransfer({ database, orgId }: OrgContext, { transferId }: TransferKey): Promise<TransferDetail> {
  return withOrg(database.db, orgId, (tx) => readTransfer(tx, orgId, transferId));
}

/** The goods have left: stock falls where they come from. */
export function sendTransfer(ctx: OrgContext, { transferId }: TransferKey): Promise<TransferDetail> {
  return change(ctx, transferId, ['draft'], async (tx, { fromLocationId }, day) => {
    await shiftStock(tx, ctx, transferId, { locationId: fromLocationId, day, sign: -1 });
    await inventory.setTransferStatus(tx, ctx.orgId, transferId, { status: 'sent', sentOn: day });
  });
}

/** The goods have arrived: stock rises there. What was never noted as sent has left as well. */
export function receiveTransfer(ctx: OrgContext, { transferId }: TransferKey): Promise<TransferDetail> {
  return change(ctx, transferId, ['draft', 'sent'], async (tx, { fromLocationId, toLocationId, status }, day) => {
    if (status === 'draft') await shiftStock(tx, ctx, transferId, { locationId: fromLocationId, day, sign: -1 });
    await shiftStock(tx, ctx, transferId, { locationId: toLocationId, day, sign: 1 });
    await inventory.setTransferStatus(tx, ctx.orgId, transferId, { status: 'received', sentOn: day, receivedOn: day });
  });
}

/** Calls a transfer off; what was on its way is back where it came from, and its suggestions are approved again. */
export function cancelTransfer(ctx: OrgContext, { transferId }: TransferKey): Promise<TransferDetail> {
  return change(ctx, transferId, ['draft', 'sent'], async (tx, { fromLocationId, status }, day) => {
    if (status === 'sent') await shiftStock(tx, ctx, transferId, { locationId: fromLocationId, day, sign: 1 });
    await inventory.setTransferStatus(tx, ctx.orgId, transferId, { status: 'cancelled' });
    await inventory.lockDecisions(tx, ctx.orgId);
    await inventory.undoTransferred(tx, ctx.orgId, transferId, ctx.clock.now());
  });
}

async function shiftStock(tx: Tx, { orgId }: OrgContext, transferId: number, { locationId, day, sign }: { readonly locationId: number; readonly day: string; readonly sign: 1 | -1 }): Promise<void> {
  const lines = await inventory.listTransferLines(tx, orgId, transferId);
  await inventory.addStock(tx, { orgId, locationId, day }, lines.map(({ productId, quantity }) => ({ productId, quantity: sign * quantity, received: 0 })));
}

/** @throws DomainError `inventory.transfer_not_found` or `inventory.transfer_wrong_status` */
function change(ctx: OrgContext, transferId: number, allowed: readonly TransferStatus[], work: (tx: Tx, transfer: inventory.TransferFacts, day: string) => Promise<void>): Promise<TransferDetail> {
  const { database, jobs, orgId, org, clock } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const transfer = await inventory.findTransferForUpdate(tx, orgId, transferId);
    if (transfer === undefined) throw new DomainError('inventory.transfer_not_found', { transferId });
    if (!allowed.includes(transfer.status)) throw new DomainError('inventory.transfer_wrong_status', { status: transfer.status });
    await work(tx, transfer, today(clock, org.timeZone));
    await queuePlan(tx, jobs, orgId);
    return readTransfer(tx, orgId, transferId);
  });
}

async function readTransfer(tx: Tx, orgId: OrgContext['orgId'], transferId: number): Promise<TransferDetail> {
  const [transfer] = await inventory.listTransfers(tx, { orgId, transferIds: [transferId] }, 0, 1);
  if (transfer === undefined) throw new DomainError('inventory.transfer_not_found', { transferId });
  return { transfer, lines: await inventory.listTransferLines(tx, orgId, transferId) };
}
