import * as z from 'zod/mini';
import { descendingFirst as dir, oneOf, optionalOneOf, optionalText, text } from '../../platform/view-fields';

const q = text(100);
const name = optionalText(200);

export const PAGE_SIZE = 100;
const asked = (text: string) => (text === '' ? undefined : text);

export const reachSizes = ['50', '100', '200', '500', '1000'] as const;
export const ReachView = z.object({ contacts: oneOf(reachSizes, '200'), segment: name });
export type ReachView = z.output<typeof ReachView>;
export const reachInput = ({ contacts, segment }: ReachView) => ({ contacts: Number(contacts), segment });

export const CustomersView = z.object({
  q,
  segment: name,
  country: name,
  contactable: optionalOneOf(['true', 'false']),
  sort: oneOf(['value', 'name', 'orders', 'lastOrder'], 'value'),
  dir,
});
export type CustomersView = z.output<typeof CustomersView>;
/** The view as the worker is asked for it. */
export const customersInput = (view: CustomersView) => ({ ...view, q: asked(view.q), contactable: view.contactable === undefined ? undefined : view.contactable === 'true', limit: PAGE_SIZE });

export const productKinds = ['replenishable', 'cold'] as const;
export const ProductsView = z.object({
  q,
  category: name,
  kind: optionalOneOf(productKinds),
  sort: oneOf(['value', 'name', 'expectedBuyers', 'buyers'], 'value'),
  dir,
});
export type ProductsView = z.output<typeof ProductsView>;
export const productsInput = (view: ProductsView) => ({ ...view, q: asked(view.q), limit: PAGE_SIZE });

export const audienceSizes = ['50', '200', '500'] as const;
export const AudienceView = z.object({ segment: name, show: oneOf(audienceSizes, '50') });
export type AudienceView = z.output<typeof AudienceView>;
export const audienceInput = (productId: number, { segment, show }: AudienceView) => ({ productId, segment, limit: Number(show) });

export const pairOrders = ['sureness', 'lift', 'baskets', 'confidence'] as const;
export const PairsView = z.object({ tab: oneOf(['pairs', 'bundles'], 'pairs'), q, category: name, sort: oneOf(pairOrders, 'sureness') });
export type PairsView = z.output<typeof PairsView>;
export const pairsInput = (view: PairsView) => ({ q: asked(view.q), category: view.category, sort: view.sort, limit: PAGE_SIZE });

export const affinityMeasures = ['lift', 'share'] as const;
export const AffinityView = z.object({ measure: oneOf(affinityMeasures, 'lift') });

/** Where a campaign for a product begins, with the segment it is looked at for. */
export const campaignPath = (productId: number, segment?: string | null) => `/campaigns/new?${new URLSearchParams({ product: String(productId), ...(segment ? { segment } : {}) })}`;
export const customerPath = (id: number) => `/recommendations/customers/${id}`;
export const productPath = (id: number) => `/recommendations/products/${id}`;
