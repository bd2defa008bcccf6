import { campaigns, recommendation, type Tx } from '@almanac/data';
import type { CampaignRemoved, CampaignRemovedReason, HoldoutStrength, PreviewCampaign } from '@almanac/data/contract';
import { requiredCustomers, sizeWithHoldout, smallestVisibleRate } from '@almanac/models';
import { addDays } from '../platform/calendar';
import type { CompanyToday } from '../recommendation/index';
import { findCandidates, type Candidate, type Candidates } from './candidates';

/** A candidate who may be written to. */
export type Chosen = Candidate & { readonly customer: campaigns.Reachability };

/** Who would be on the list, and who is left out and why. */
export interface Choice {
  readonly found: Candidates;
  readonly removed: readonly CampaignRemoved[];
  readonly eligible: number;
  /** the most promising, contacts and holdout together */
  readonly chosen: readonly Chosen[];
  readonly holdout: number;
}

/** @throws DomainError where the capability has learnt nothing yet, or the product is not there */
export async function chooseCustomers(tx: Tx, company: CompanyToday, plan: PreviewCampaign): Promise<Choice> {
  const { orgId, today } = company;
  const found = await findCandidates(tx, company, plan);
  const ids = found.list.map(({ customerId }) => customerId);
  const reachability = await campaigns.listReachability(tx, orgId, ids, today);
  const { capContacts, capDays } = await recommendation.getSettings(tx, orgId);
  const contacted = new Set(capDays === 0 ? [] : await recommendation.listContactedCustomers(tx, orgId, ids, { contacts: capContacts, after: addDays(today, -capDays) }));
  const counts = new Map<CampaignRemovedReason, number>();
  const eligible = found.list.flatMap((candidate): Chosen[] => {
    const customer = reachability.get(candidate.customerId);
    if (customer === undefined) return []; // erased since the model was trained
    const reason = reasonAgainst(customer, contacted);
    if (reason === undefined) return [{ ...candidate, customer }];
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [];
  });
  const size = Math.min(eligible.length, sizeWithHoldout(plan.budget, plan.holdoutShare));
  const removed = Array.from(counts, ([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  return { found, removed, eligible: eligible.length, chosen: eligible.slice(0, size), holdout: Math.round(size * plan.holdoutShare) };
}

function reasonAgainst({ customerId, hasConsent, isExcluded, isHeldBack }: campaigns.Reachability, contacted: ReadonlySet<number>): CampaignRemovedReason | undefined {
  if (!hasConsent) return 'no_consent';
  if (isExcluded) return 'excluded';
  if (isHeldBack) return 'other_holdout';
  return contacted.has(customerId) ? 'frequency_cap' : undefined;
}

/** Whether the holdout can tell the effect from chance. A visible effect within twice the hoped one is fair: a great success would show. */
export function judgeHoldout({ found, chosen, holdout }: Choice, { holdoutShare, windowDays }: Pick<PreviewCampaign, 'holdoutShare' | 'windowDays'>): HoldoutStrength {
  const { base, hoped } = found.rates(chosen, windowDays);
  const contacts = chosen.length - holdout;
  if (holdout === 0 || contacts === 0) return { verdict: 'none', baseRate: base, visibleRate: null, hopedRate: hoped, customersNeeded: null };
  const visible = smallestVisibleRate(base, contacts, holdout);
  const verdict = visible <= hoped ? 'strong' : visible - base <= 2 * (hoped - base) ? 'fair' : 'weak';
  return { verdict, baseRate: base, visibleRate: Number.isNaN(visible) ? null : visible, hopedRate: hoped, customersNeeded: hoped > base ? requiredCustomers(base, hoped, holdoutShare) : null };
}
