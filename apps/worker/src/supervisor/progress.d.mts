export interface Progress {
  /** A line of its own. */
  note(line: string): void;
  /**
   * Runs a step and says how it ended: `[2/7] TensorFlow … ready (12 s)`. A returned string replaces "ready". Steps may run side by
   * side; each is numbered when it begins and told when it is done.
   */
  step<T>(name: string, work: (report: (text: string) => void) => Promise<T>): Promise<T>;
}

export function createProgress(options: { total: number; first?: number; write?: (line: string) => void }): Progress;
/** Whole seconds since `start` (of `performance.now()`), as people say them. */
export function seconds(start: number): string;
