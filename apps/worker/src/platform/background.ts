import os from 'node:os';

/**
 * Gives way to requests: what takes minutes may take a little longer, what somebody waits for may not. Threads started later inherit it, so this
 * comes before TensorFlow is loaded.
 */
export function runInBackground(): void {
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
}
