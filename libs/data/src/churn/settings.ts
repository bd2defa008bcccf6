import { eq } from 'drizzle-orm';
import type { Tx } from '../client/database';
import { defaultChurnSettings, type ChurnSettings } from '../contract/churn-settings';
import type { OrgId } from '../contract/ids';
import { churnSettings } from '../schema/index';

export async function getSettings(tx: Tx, orgId: OrgId): Promise<ChurnSettings> {
  const [row] = await tx.select().from(churnSettings).where(eq(churnSettings.orgId, orgId));
  if (row === undefined) return defaultChurnSettings;
  const { orgId: _, ...settings } = row;
  return settings;
}

export async function upsertSettings(tx: Tx, orgId: OrgId, settings: ChurnSettings): Promise<void> {
  await tx.insert(churnSettings).values({ orgId, ...settings }).onConflictDoUpdate({ target: churnSettings.orgId, set: settings });
}
