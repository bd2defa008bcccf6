import { tokens, withOrg } from '@almanac/data';
import { DomainError, type ApiToken, type CreatedToken, type CreateToken, type OneToken } from '@almanac/data/contract';
import { recordAudit } from '../audit/index';
import { addDays } from '../platform/calendar';
import type { OrgContext } from '../platform/context';
import { createSecret, hashOf, prefixOf } from './secret';

export async function listTokens({ database, orgId, clock }: OrgContext): Promise<ApiToken[]> {
  const rows = await withOrg(database.db, orgId, (tx) => tokens.listTokens(tx, orgId));
  const now = clock.now();
  return rows.map(({ id, name, prefix, scopes, perMinute, expiresAt, lastUsedAt, revokedAt, createdByName, createdAt }) => ({
    ...{ id, name, prefix, scopes, perMinute, expiresAt, lastUsedAt, createdByName, createdAt },
    state: revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'active',
  }));
}

export async function createToken({ database, orgId, userId, userName, clock }: OrgContext, { name, scopes, days, perMinute }: CreateToken): Promise<CreatedToken> {
  const token = createSecret();
  const now = clock.now();
  const expiresAt = new Date(`${addDays(now.toISOString().slice(0, 10), days)}${now.toISOString().slice(10)}`);
  const id = await withOrg(database.db, orgId, async (tx) => {
    await recordAudit(tx, { orgId, userId, action: 'token.created', subject: name, details: { scopes: scopes.join(' '), days } });
    return tokens.insertToken(tx, { orgId, name, prefix: prefixOf(token)!, hash: hashOf(token).toString('hex'), scopes, perMinute, expiresAt, createdBy: userId, createdByName: userName, createdAt: now });
  });
  return { id, token };
}

/** @throws DomainError `token.not_found` */
export async function revokeToken({ database, orgId, userId, clock }: OrgContext, { tokenId }: OneToken): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const name = await tokens.revokeToken(tx, orgId, tokenId, clock.now());
    if (name === undefined) throw new DomainError('token.not_found');
    await recordAudit(tx, { orgId, userId, action: 'token.revoked', subject: name });
  });
}
