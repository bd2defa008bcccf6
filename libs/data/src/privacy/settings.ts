import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Db, Queryable, Tx } from '../client/database';
import { OrgId } from '../contract/ids';
import type { PrivacySettings } from '../contract/privacy';
import { privacySettings } from '../schema/index';
import { pseudonymOf } from './pseudonym';

export type StoredPrivacy = Omit<typeof privacySettings.$inferSelect, 'orgId'>;

export async function findPrivacy(tx: Queryable, orgId: OrgId): Promise<StoredPrivacy | undefined> {
  const [row] = await tx.select().from(privacySettings).where(eq(privacySettings.orgId, orgId));
  return row;
}

/** The company's key, made at the first need of it. */
export async function requirePrivacy(tx: Tx, orgId: OrgId): Promise<StoredPrivacy> {
  await tx.insert(privacySettings).values({ orgId, secret: randomBytes(32).toString('hex') }).onConflictDoNothing();
  return (await findPrivacy(tx, orgId))!;
}

export async function updatePrivacy(tx: Tx, orgId: OrgId, settings: PrivacySettings): Promise<void> {
  await requirePrivacy(tx, orgId);
  await tx.update(privacySettings).set(settings).where(eq(privacySettings.orgId, orgId));
}

/** What a customer's code may be stored as: itself, in capitals, or its pseudonym. */
export async function storedCodesOf(tx: Tx, orgId: OrgId, code: string): Promise<string[]> {
  const settings = await findPrivacy(tx, orgId);
  return settings?.pseudonymizesCustomers === true ? [pseudonymOf(settings.secret, code)] : [code, code.toUpperCase()];
}

export async function hasCustomers(tx: Tx, orgId: OrgId): Promise<boolean> {
  const [row] = await tx.execute<{ found: boolean }>(sql`select exists (select from customers where org_id = ${orgId}) as found`);
  return row?.found ?? false;
}

/** Companies with something to delete by itself. */
export async function listRetentions(owner: Db): Promise<(StoredPrivacy & { readonly orgId: OrgId })[]> {
  const rows = await owner
    .select()
    .from(privacySettings)
    .where(sql`num_nonnulls(${privacySettings.uploadDays}, ${privacySettings.purchaseDays}, ${privacySettings.customerDays}, ${privacySettings.auditDays}) > 0 or ${privacySettings.pseudonymizesCustomers}`);
  return rows.map((row) => ({ ...row, orgId: OrgId.parse(row.orgId) }));
}
