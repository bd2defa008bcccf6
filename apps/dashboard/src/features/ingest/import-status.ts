import type { ImportStatus } from '@almanac/data/contract';
import type { Tone } from '@almanac/ui';

export const statusTones: Record<ImportStatus, Tone> = {
  uploaded: 'accent',
  checking: 'accent',
  has_problems: 'warn',
  ready: 'accent',
  applying: 'accent',
  applied: 'good',
  undone: 'neutral',
  failed: 'bad',
  discarded: 'neutral',
};

/** The worker is busy with it, so the page asks again soon. */
export const isMoving = (status: ImportStatus) => status === 'checking' || status === 'applying';

/** The user may still choose how the file is read. */
export const isOpen = (status: ImportStatus) => status === 'uploaded' || status === 'has_problems' || status === 'ready' || status === 'failed';
