import { PurchaseOrderStatus } from '@almanac/data/contract';
import { z } from 'zod';

export const OrdersView = z.object({
  status: PurchaseOrderStatus.optional().catch(undefined),
  supplier: z.coerce.number().int().positive().optional().catch(undefined),
});
export type OrdersView = z.output<typeof OrdersView>;
