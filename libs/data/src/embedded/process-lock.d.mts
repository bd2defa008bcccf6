/** Who holds a lock file, and whether that very process (not another that got its number since) still lives. */
export interface LockHolder {
  readonly pid: number;
  readonly identity: string;
  readonly details: Readonly<Record<string, string>>;
  readonly isAlive: boolean;
}

export interface ProcessLock {
  /** Replaces what the file tells others. */
  update(details: Readonly<Record<string, string>>): void;
  release(): void;
}

/** Process number and start time, or `undefined` when no such process lives. */
export function processIdentity(pid: number): string | undefined;
/** The process that started another one, 0 when that is gone. */
export function parentOf(pid: number): number;
/** The words a process was started with; empty when it is gone or not ours to see. */
export function commandLine(pid: number): string[];
export function readHolder(file: string): LockHolder | undefined;
/** Takes the lock at once, or returns `undefined` while a living process holds it. A dead holder's lock is taken over. */
export function tryLock(file: string, details?: Readonly<Record<string, string>>): ProcessLock | undefined;
/** Runs `work` alone among all programs that use this file, waiting as long as the holder lives. */
export function withLock<T>(file: string, work: () => Promise<T>, options?: { onWait?: (pid: number | undefined) => void }): Promise<T>;
