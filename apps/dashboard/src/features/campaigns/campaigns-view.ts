import { CampaignOrigin, CampaignStatus, type PreviewCampaign } from '@almanac/data/contract';
import { z } from 'zod';

export const CampaignsView = z.object({ q: z.string().max(100).catch(''), status: CampaignStatus.optional().catch(undefined) });
export type CampaignsView = z.output<typeof CampaignsView>;
/** The view as the worker is asked for it. */
export const listInput = ({ q, status }: CampaignsView) => ({ q: q === '' ? undefined : q, status });

const name = z.string().max(200).optional().catch(undefined);
/** A plan as its address holds it: the cost in units of the currency, the holdout in percent. */
export const PlanView = z.object({
  origin: CampaignOrigin.catch('recommendation'),
  product: z.coerce.number().int().positive().optional().catch(undefined),
  segment: name,
  country: name,
  contacts: z.coerce.number().int().min(1).max(100_000).catch(500),
  cost: z.coerce.number().min(0).max(10_000).catch(0.1),
  holdout: z.coerce.number().int().min(0).max(50).catch(20),
  days: z.coerce.number().int().min(1).max(365).optional().catch(undefined),
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
