import { ChurnRisk, RfmSegmentName } from '@almanac/data/contract';
import * as z from 'zod/mini';
import { descendingFirst, oneOf, optionalOneOf, optionalText, text } from '../../platform/view-fields';

const yes = optionalOneOf(['true', 'false']);

/** The churn list as its address holds it. */
export const ChurnView = z.object({
  q: text(100),
  segment: optionalText(200),
  rfm: optionalOneOf(RfmSegmentName.options),
  risk: optionalOneOf(ChurnRisk.options),
  crossed: yes,
  contactable: yes,
  sort: oneOf(['valueAtRisk', 'probability', 'value', 'lastOrder', 'name'], 'valueAtRisk'),
  dir: descendingFirst,
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
export const ModelView = z.object({ curve: oneOf(['roc', 'pr', 'gain', 'lift'], 'roc'), group: optionalText(200) });
