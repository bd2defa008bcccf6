import { PurchaseOrderStatus, TransferStatus } from '@almanac/data/contract';
import { z } from 'zod';

export const OrdersView = z.object({
  q: z.string().max(100).catch(''),
  status: PurchaseOrderStatus.optional().catch(undefined),
  supplier: z.coerce.number().int().positive().optional().catch(undefined),
});
export type OrdersView = z.output<typeof OrdersView>;

/** The view as the worker is asked for it. */
export const ordersInput = ({ q, ...view }: OrdersView) => ({ ...view, q: q === '' ? undefined : q });

export const TransfersView = z.object({
  status: TransferStatus.optional().catch(undefined),
  location: z.coerce.number().int().positive().optional().catch(undefined),
});
