import { z } from 'zod';

const q = z.string().max(100).catch('');
const name = z.string().max(200).optional().catch(undefined);
const dir = z.enum(['asc', 'desc']).catch('desc');

export const PAGE_SIZE = 100;
const asked = (text: string) => (text === '' ? undefined : text);

export const ReachView = z.object({ contacts: z.enum(['50', '100', '200', '500', '1000']).catch('200'), segment: name });
export type ReachView = z.output<typeof ReachView>;
export const reachInput = ({ contacts, segment }: ReachView) => ({ contacts: Number(contacts), segment });

export const CustomersView = z.object({
  q,
  segment: name,
  country: name,
  contactable: z.enum(['true', 'false']).optional().catch(undefined),
  sort: z.enum(['value', 'name', 'orders', 'lastOrder']).catch('value'),
  dir,
});
export type CustomersView = z.output<typeof CustomersView>;
/** The view as the worker is asked for it. */
export const customersInput = (view: CustomersView) => ({ ...view, q: asked(view.q), contactable: view.contactable === undefined ? undefined : view.contactable === 'true', limit: PAGE_SIZE });

export const ProductsView = z.object({
  q,
  category: name,
  kind: z.enum(['replenishable', 'cold']).optional().catch(undefined),
  sort: z.enum(['value', 'name', 'expectedBuyers', 'buyers']).catch('value'),
  dir,
});
export type ProductsView = z.output<typeof ProductsView>;
export const productsInput = (view: ProductsView) => ({ ...view, q: asked(view.q), limit: PAGE_SIZE });

export const AudienceView = z.object({ segment: name, show: z.enum(['50', '200', '500']).catch('50') });
export type AudienceView = z.output<typeof AudienceView>;
export const audienceInput = (productId: number, { segment, show }: AudienceView) => ({ productId, segment, limit: Number(show) });

export const PairsView = z.object({ tab: z.enum(['pairs', 'bundles']).catch('pairs'), q, category: name, sort: z.enum(['sureness', 'lift', 'baskets', 'confidence']).catch('sureness') });
export type PairsView = z.output<typeof PairsView>;
export const pairsInput = (view: PairsView) => ({ q: asked(view.q), category: view.category, sort: view.sort, limit: PAGE_SIZE });

export const AffinityView = z.object({ measure: z.enum(['lift', 'share']).catch('lift') });

/** Where a campaign for a product begins, with the segment it is looked at for. */
export const campaignPath = (productId: number, segment?: string | null) => `/campaigns/new?${new URLSearchParams({ product: String(productId), ...(segment ? { segment } : {}) })}`;
export const customerPath = (id: number) => `/recommendations/customers/${id}`;
export const productPath = (id: number) => `/recommendations/products/${id}`;
