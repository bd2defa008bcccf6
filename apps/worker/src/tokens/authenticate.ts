import { timingSafeEqual } from 'node:crypto';
import { tokens } from '@almanac/data';
import { DomainError, type TokenScope } from '@almanac/data/contract';
import type { Services } from '../platform/context';
import { hashOf, prefixOf } from './secret';

const MINUTE_MS = 60_000;

/**
 * The token behind an `Authorization` header. Why it is refused is told only to whoever holds the whole of it.
 * @throws DomainError `token.missing`, `token.unknown`, `token.revoked`, `token.expired` or `token.scope_missing`
 */
export async function authenticate({ database, clock, log }: Pick<Services, 'database' | 'clock' | 'log'>, header: string | undefined, scope: TokenScope): Promise<tokens.KnownToken> {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) throw new DomainError('token.missing');
  const prefix = prefixOf(given);
  const hash = hashOf(given);
  const candidates = prefix === undefined ? [] : await tokens.findTokens(database.owner, prefix);
  const found = candidates.find((candidate) => timingSafeEqual(Buffer.from(candidate.hash, 'hex'), hash));
  if (found === undefined) throw new DomainError('token.unknown');
  const now = clock.now();
  if (found.revokedAt !== null) throw new DomainError('token.revoked');
  if (found.expiresAt <= now) throw new DomainError('token.expired');
  if (!found.scopes.includes(scope)) throw new DomainError('token.scope_missing', { scope });
  if (found.lastUsedAt === null || now.getTime() - found.lastUsedAt.getTime() > MINUTE_MS) {
    // Nobody waits for this, and a request is not refused because its note could not be written.
    tokens.touchToken(database.owner, found, now).catch((error: unknown) => log.warn({ err: error, token: found.prefix }, 'use of a token not noted'));
  }
  return found;
}
