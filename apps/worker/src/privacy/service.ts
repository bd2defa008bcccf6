import { privacy, withOrg, type Tx } from '@almanac/data';
import { defaultPrivacy, DomainError, PrivacySettings, type Erased, type FindPerson, type ImportId, type OnePerson, type OrgId, type Person } from '@almanac/data/contract';
import { recordAudit } from '../audit/index';
import { filesOf } from '../ingest/index';
import type { OrgContext, Services } from '../platform/context';

export function getSettings({ database, orgId }: OrgContext): Promise<PrivacySettings> {
  return withOrg(database.db, orgId, async (tx) => PrivacySettings.parse((await privacy.findPrivacy(tx, orgId)) ?? defaultPrivacy));
}

/**
 * Codes are replaced from the first file on or never: lines of a file read again would not be found under other codes.
 * @throws DomainError `privacy.customers_exist`
 */
export async function saveSettings({ database, orgId, userId }: OrgContext, settings: PrivacySettings): Promise<void> {
  await withOrg(database.db, orgId, async (tx) => {
    const before = await privacy.requirePrivacy(tx, orgId);
    if (before.pseudonymizesCustomers !== settings.pseudonymizesCustomers && (await privacy.hasCustomers(tx, orgId))) throw new DomainError('privacy.customers_exist');
    await privacy.updatePrivacy(tx, orgId, settings);
    const changed = (Object.keys(settings) as (keyof PrivacySettings)[]).filter((key) => before[key] !== settings[key]);
    if (changed.length > 0) await recordAudit(tx, { orgId, userId, action: 'privacy.settings_changed', subject: '', details: Object.fromEntries(changed.map((key) => [key, String(settings[key] ?? '')])) });
  });
}

const MOST_FOUND = 20;

/** Also by the code as the shop writes it, where codes are replaced. */
export function findPersons({ database, orgId }: OrgContext, { q }: FindPerson): Promise<Person[]> {
  return withOrg(database.db, orgId, async (tx) => {
    const settings = await privacy.findPrivacy(tx, orgId);
    const own = settings?.pseudonymizesCustomers === true ? await privacy.findPersons(tx, orgId, privacy.pseudonymOf(settings.secret, q), 1) : [];
    return own.length > 0 ? own : privacy.findPersons(tx, orgId, q, MOST_FOUND);
  });
}

/** @throws DomainError `privacy.customer_not_found` */
export function exportPerson({ database, orgId, userId }: OrgContext, { customerId }: OnePerson) {
  return withOrg(database.db, orgId, async (tx) => {
    await requirePerson(tx, { orgId }, customerId);
    await recordAudit(tx, { orgId, userId, action: 'privacy.person_exported', subject: '', details: { customer: customerId } });
    return privacy.collectPerson(tx, orgId, customerId);
  });
}

/**
 * Takes one person out of everything, uploaded files with customers included: they are read and done with.
 * @throws DomainError `privacy.customer_not_found`
 */
export async function erasePerson(ctx: OrgContext, { customerId }: OnePerson): Promise<Erased> {
  const { database, orgId, userId } = ctx;
  const { erased, imports } = await withOrg(database.db, orgId, async (tx) => {
    await requirePerson(tx, ctx, customerId);
    const found = await privacy.eraseCustomers(tx, orgId, [customerId]);
    await recordAudit(tx, { orgId, userId, action: 'privacy.person_erased', subject: '', details: { customer: customerId, ...found } });
    const read = await privacy.listFinishedImports(tx, orgId, { kinds: ['sales', 'customers'] });
    await privacy.forgetProblems(tx, orgId, read);
    return { erased: found, imports: read };
  });
  await removeFiles(ctx, orgId, imports);
  return erased;
}

export async function removeFiles({ files }: Pick<Services, 'files'>, orgId: OrgId, imports: readonly ImportId[]): Promise<void> {
  for (const key of imports.flatMap((importId) => filesOf(orgId, importId))) await files.remove(key);
}

async function requirePerson(tx: Tx, { orgId }: Pick<OrgContext, 'orgId'>, customerId: number): Promise<void> {
  if ((await privacy.findPerson(tx, orgId, customerId)) === undefined) throw new DomainError('privacy.customer_not_found');
}
