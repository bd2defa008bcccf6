import { PurchaseOrderStatus, TransferStatus } from '@almanac/data/contract';
import * as z from 'zod/mini';
import { optionalId, optionalOneOf, text } from '../../platform/view-fields';

export const OrdersView = z.object({
  q: text(100),
  status: optionalOneOf(PurchaseOrderStatus.options),
  supplier: optionalId,
});
export type OrdersView = z.output<typeof OrdersView>;

/** The view as the worker is asked for it. */
export const ordersInput = ({ q, ...view }: OrdersView) => ({ ...view, q: q === '' ? undefined : q });

export const TransfersView = z.object({
  status: optionalOneOf(TransferStatus.options),
  location: optionalId,
});
