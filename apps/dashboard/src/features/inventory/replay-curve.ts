import type { ReplayOutcome } from '@almanac/data/contract';

type TargetOutcome = ReplayOutcome & { readonly target: number };
const hasTarget = (outcome: ReplayOutcome): outcome is TargetOutcome => outcome.policy === 'almanac' && outcome.target !== null;

/** The replays of our own policy, by rising service target. */
export const almanacCurve = (outcomes: readonly ReplayOutcome[]): TargetOutcome[] => outcomes.filter(hasTarget).sort((a, b) => a.target - b.target);

/** The replay closest to a target; of none when no target is known. */
export function nearestTarget(outcomes: readonly ReplayOutcome[], target: number | null): ReplayOutcome | undefined {
  if (target === null) return undefined;
  return almanacCurve(outcomes).reduce<TargetOutcome | undefined>((best, outcome) => (best === undefined || Math.abs(outcome.target - target) < Math.abs(best.target - target) ? outcome : best), undefined);
}
