import type { recommendation } from '@almanac/data';
import type { RecommendationKind, RecommendationReason, RecommendationSettings, Removed, RemovedReason } from '@almanac/data/contract';
import { addDays } from '../platform/calendar';

/** What runs out is recommended from so many days before it is due. */
const DAYS_AHEAD = 7;

/** One product of a list before the rules. */
export interface Candidate {
  readonly productId: number;
  readonly kind: RecommendationKind;
  readonly score: number;
  readonly probability: number | null;
  readonly quantity: number;
  readonly dueOn: string | null;
  readonly reasons: readonly Pick<RecommendationReason, 'productId' | 'share'>[];
}

export interface Allowed extends Candidate {
  readonly facts: recommendation.ProductFacts;
}

interface Rules {
  readonly today: string;
  readonly settings: RecommendationSettings;
  readonly facts: ReadonlyMap<number, recommendation.ProductFacts>;
  /** what the customer bought after the model last looked */
  readonly boughtSince: ReadonlyMap<number, string> | undefined;
}

/** Takes out what must not be recommended today, and counts it by reason. */
export function applyRules(candidates: readonly Candidate[], rules: Rules): { allowed: Allowed[]; removed: Removed[] } {
  const counts = new Map<RemovedReason, number>();
  const allowed: Allowed[] = [];
  for (const candidate of candidates) {
    const facts = rules.facts.get(candidate.productId);
    if (facts === undefined) continue; // the product is gone
    const boughtOn = rules.boughtSince?.get(candidate.productId);
    const dueOn = candidate.kind === 'again' && boughtOn !== undefined && facts.intervalDays !== null ? addDays(boughtOn, Math.round(facts.intervalDays)) : candidate.dueOn;
    const reason = reasonAgainst({ ...candidate, dueOn }, facts, boughtOn, rules);
    if (reason === undefined) allowed.push({ ...candidate, dueOn, facts });
    else counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return { allowed, removed: Array.from(counts, ([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count) };
}

function reasonAgainst({ kind, dueOn }: Candidate, facts: recommendation.ProductFacts, boughtOn: string | undefined, { settings, today }: Rules): RemovedReason | undefined {
  if (!facts.isOffered) return 'discontinued';
  if (facts.isExcluded) return 'excluded';
  if (kind === 'again' ? !settings.keepsReplenishable : boughtOn !== undefined) return 'already_bought';
  if (kind === 'again' && (dueOn === null || dueOn > addDays(today, DAYS_AHEAD))) return 'not_due';
  if (settings.hidesOutOfStock && facts.onHand !== null && facts.onHand <= 0) return 'out_of_stock';
  return undefined;
}
