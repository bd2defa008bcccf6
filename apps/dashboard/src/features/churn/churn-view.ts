import { ChurnRisk, RfmSegmentName } from '@almanac/data/contract';
import { z } from 'zod';

const yes = z.enum(['true', 'false']).optional().catch(undefined);

/** The churn list as its address holds it. */
export const ChurnView = z.object({
  q: z.string().max(100).catch(''),
  segment: z.string().max(200).optional().catch(undefined),
  rfm: RfmSegmentName.optional().catch(undefined),
  risk: ChurnRisk.optional().catch(undefined),
  crossed: yes,
  contactable: yes,
  sort: z.enum(['valueAtRisk', 'probability', 'value', 'lastOrder', 'name']).catch('valueAtRisk'),
  dir: z.enum(['asc', 'desc']).catch('desc'),
});
export type ChurnView = z.output<typeof ChurnView>;

export const PAGE_SIZE = 100;
const flag = (text: 'true' | 'false' | undefined) => (text === undefined ? undefined : text === 'true');

/** The view as the worker is asked for it. */
export const listInput = ({ q, crossed, contactable, ...view }: ChurnView) => ({ ...view, q: q === '' ? undefined : q, crossed: flag(crossed), contactable: flag(contactable), limit: PAGE_SIZE });
export const noFilters = { q: '', segment: undefined, rfm: undefined, risk: undefined, crossed: undefined, contactable: undefined } as const;
export const isFiltered = ({ q, segment, rfm, risk, crossed, contactable }: ChurnView) => q !== '' || [segment, rfm, risk, crossed, contactable].some((value) => value !== undefined);

export const customerPath = (id: number) => `/churn/customers/${id}`;
/** Where a campaign to keep customers begins. */
export const campaignPath = (segment?: string | null) => `/campaigns/new?${new URLSearchParams({ origin: 'churn', ...(segment ? { segment } : {}) })}`;

/** Curves of the model page. */
export const ModelView = z.object({ curve: z.enum(['roc', 'pr', 'gain', 'lift']).catch('roc'), group: z.string().max(200).optional().catch(undefined) });
