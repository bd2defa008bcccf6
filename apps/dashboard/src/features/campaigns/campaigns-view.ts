import { CampaignOrigin, CampaignStatus, type PreviewCampaign } from '@almanac/data/contract';
import * as z from 'zod/mini';
import { count, number, oneOf, optionalId, optionalOneOf, optionalText, text } from '../../platform/view-fields';

export const CampaignsView = z.object({ q: text(100), status: optionalOneOf(CampaignStatus.options) });
export type CampaignsView = z.output<typeof CampaignsView>;
/** The view as the worker is asked for it. */
export const listInput = ({ q, status }: CampaignsView) => ({ q: q === '' ? undefined : q, status });

const name = optionalText(200);
/** A plan as its address holds it: the cost in units of the currency, the holdout in percent. */
export const PlanView = z.object({
  origin: oneOf(CampaignOrigin.options, 'recommendation'),
  product: optionalId,
  segment: name,
  country: name,
  contacts: count(1, 100_000, 500),
  cost: number(0, 10_000, 0.1),
  holdout: count(0, 50, 20),
  days: z.catch(z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(365))), undefined),
});
export type PlanView = z.output<typeof PlanView>;

/** Days to measure: four weeks for a purchase, three months for coming back, unless the plan says otherwise. */
export const daysOf = ({ origin, days }: Pick<PlanView, 'origin' | 'days'>) => days ?? (origin === 'churn' ? 90 : 28);

/** The plan to ask a preview for; `undefined` while no product is chosen. */
export function planInput(view: PlanView, minorUnits: number): PreviewCampaign | undefined {
  const { origin, product, segment, country, contacts, cost, holdout } = view;
  if (origin === 'recommendation' && product === undefined) return undefined;
  return { origin, productId: origin === 'recommendation' ? product : undefined, segment, country, budget: contacts, costMinor: Math.round(cost * minorUnits), holdoutShare: holdout / 100, windowDays: daysOf(view) };
}
