import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '../client/database';
import { OrgId } from '../contract/ids';
import { TokenScope } from '../contract/terms';
import { apiTokens, organizations } from '../schema/index';

type StoredToken = Omit<typeof apiTokens.$inferSelect, 'scopes'> & { readonly scopes: readonly TokenScope[] };

export async function insertToken(tx: Tx, token: Omit<typeof apiTokens.$inferInsert, 'id'>): Promise<string> {
  const [row] = await tx.insert(apiTokens).values(token).returning({ id: apiTokens.id });
  return row!.id;
}

/** Those of a company, the newest first. */
export async function listTokens(tx: Tx, orgId: OrgId): Promise<StoredToken[]> {
  const rows = await tx.select().from(apiTokens).where(eq(apiTokens.orgId, orgId)).orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
  return rows.map((row) => ({ ...row, scopes: z.array(TokenScope).parse(row.scopes) }));
}

/** @returns its name, or nothing where the company has no such token in force */
export async function revokeToken(tx: Tx, orgId: OrgId, id: string, now: Date): Promise<string | undefined> {
  const [row] = await tx
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.orgId, orgId), eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .returning({ name: apiTokens.name });
  return row?.name;
}

/** A token with the company it speaks for. */
export interface KnownToken extends StoredToken {
  readonly org: { readonly id: OrgId; readonly name: string; readonly slug: string; readonly currency: string; readonly timeZone: string };
}

/** By the first characters, over all companies: which company asks is known only afterwards, so this is the owner's to read. */
export async function findTokens(owner: Db, prefix: string): Promise<KnownToken[]> {
  const { id, name, slug, currency, timeZone } = organizations;
  const rows = await owner
    .select({ token: apiTokens, org: { id, name, slug, currency, timeZone } })
    .from(apiTokens)
    .innerJoin(organizations, eq(organizations.id, apiTokens.orgId))
    .where(eq(apiTokens.prefix, prefix));
  return rows.map(({ token, org }) => ({ ...token, scopes: z.array(TokenScope).parse(token.scopes), org: { ...org, id: OrgId.parse(org.id) } }));
}

/** Notes the use, once a minute. */
export async function touchToken(owner: Db, { orgId, id }: Pick<StoredToken, 'orgId' | 'id'>, now: Date): Promise<void> {
  await owner
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.orgId, orgId), eq(apiTokens.id, id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, sql`${now.toISOString()}::timestamptz - interval '1 minute'`))));
}
