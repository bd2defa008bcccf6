import { audit, privacy, withOrg } from '@almanac/data';
import type { OrgId } from '@almanac/data/contract';
import { recordAudit } from '../audit/index';
import { addDays } from '../platform/calendar';
import type { Services } from '../platform/context';
import { removeFiles } from './service';

/** Erasing looks each table through: so many customers at once, the rest an hour later. */
const MOST_CUSTOMERS = 1000;
const DAY_MS = 86_400_000;

/** Deletes what companies said to keep no longer. May run any number of times. */
export async function applyRetention(services: Pick<Services, 'database' | 'files' | 'clock' | 'log'>): Promise<void> {
  for (const settings of await privacy.listRetentions(services.database.owner)) await applyOne(services, settings);
}

async function applyOne({ database, files, clock, log }: Pick<Services, 'database' | 'files' | 'clock' | 'log'>, settings: privacy.StoredPrivacy & { readonly orgId: OrgId }): Promise<void> {
  const { orgId, uploadDays, purchaseDays, customerDays, auditDays, pseudonymizesCustomers } = settings;
  const now = clock.now();
  const daysAgo = (days: number) => addDays(now.toISOString().slice(0, 10), -days);
  const imports = await withOrg(database.db, orgId, async (tx) => {
    const old = uploadDays === null ? [] : await privacy.listFinishedImports(tx, orgId, { before: new Date(now.getTime() - uploadDays * DAY_MS) });
    const real = pseudonymizesCustomers ? await privacy.listFinishedImports(tx, orgId, { kinds: ['sales', 'customers'] }) : [];
    const all = [...new Set([...old, ...real])];
    await privacy.forgetProblems(tx, orgId, all);
    // Before purchases lose their customers: by the last purchase it is seen who is idle.
    const idle = customerDays === null ? [] : await privacy.listIdleCustomers(tx, orgId, daysAgo(customerDays), MOST_CUSTOMERS);
    if (idle.length > 0) await privacy.eraseCustomers(tx, orgId, idle);
    const anonymized = purchaseDays === null ? 0 : await privacy.anonymizePurchasesBefore(tx, orgId, daysAgo(purchaseDays));
    if (anonymized + idle.length > 0) await recordAudit(tx, { orgId, userId: null, action: 'privacy.retention_applied', subject: '', details: { anonymizedPurchases: anonymized, erasedCustomers: idle.length } });
    return all;
  });
  await removeFiles({ files }, orgId, imports);
  const entries = auditDays === null ? 0 : await audit.deleteAuditBefore(database.owner, orgId, new Date(now.getTime() - auditDays * DAY_MS));
  if (entries > 0) await recordAudit(database.owner, { orgId, userId: null, action: 'privacy.retention_applied', subject: '', details: { deletedAuditEntries: entries } });
  log.debug({ orgId, imports: imports.length, entries }, 'retention applied');
}
