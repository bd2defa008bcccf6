import type { ImportPhase, ImportStatus } from '@almanac/data/contract';
import type { Tone } from '@almanac/ui';

export const statusTones: Record<ImportStatus, Tone> = {
  uploaded: 'accent',
  checking: 'accent',
  has_problems: 'warn',
  ready: 'accent',
  applying: 'accent',
  applied: 'good',
  undoing: 'accent',
  undone: 'neutral',
  failed: 'bad',
  discarded: 'neutral',
};

/** The worker is busy with it, so the page asks again soon. */
export const isMoving = (status: ImportStatus) => status === 'checking' || status === 'applying' || status === 'undoing';

/** Parts of a transaction in their order: writing makes codes first, taking back removes them last. */
const phasesOf: Partial<Record<ImportStatus, readonly ImportPhase[]>> = { applying: ['codes', 'lines', 'demand'], undoing: ['lines', 'demand', 'codes'] };

/** Roughly how much of a step is behind it, 0 to 1; `undefined` while nobody can say. */
export function shareOfPhases(status: ImportStatus, phase: ImportPhase | null): number | undefined {
  const phases = phasesOf[status];
  return phases === undefined || phase === null ? undefined : (phases.indexOf(phase) + 0.5) / phases.length;
}

/** The user may still choose how the file is read. */
export const isOpen = (status: ImportStatus) => status === 'uploaded' || status === 'has_problems' || status === 'ready' || status === 'failed';
