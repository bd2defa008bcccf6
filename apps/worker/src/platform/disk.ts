import { DomainError } from '@almanac/data/contract';

/** Of the file system (space, quota, size of one file) and of Postgres (`disk_full`). */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);

/** The same error, or where a full disk is behind it, the one that says so: trying again would not make room. */
export function tellFullDisk(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && FULL.has(String(cause.code))) return new DomainError('server.disk_full', {}, { cause: error });
  }
  return error;
}
