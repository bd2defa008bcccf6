import { inventory, withOrg } from '@almanac/data';
import type { CompanyInventorySettings, GroupInventory, InventoryFacets, InventoryFilter, InventoryGroup, InventoryItem, InventoryPage, InventoryPolicies, InventorySummary, ListInventory, SavedView, SaveView, SetPolicy } from '@almanac/data/contract';
import { DomainError } from '@almanac/data/contract';
import type { OrgContext } from '../platform/context';
import { isPlanQueued, queuePlan } from './plan-job';
import { DEFAULT_POLICIES } from './policy';

export function listInventory({ database, orgId }: OrgContext, { cursor, limit, ...filter }: ListInventory): Promise<InventoryPage> {
  return withOrg(database.db, orgId, async (tx) => {
    const offset = cursor ?? 0;
    const total = await inventory.countInventory(tx, orgId, filter);
    const rows = await inventory.listInventory(tx, { orgId, filter, offset, limit });
    const next = offset + rows.length;
    return { rows, total, nextCursor: rows.length > 0 && next < total ? next : null };
  });
}

export function listGroups({ database, orgId }: OrgContext, input: GroupInventory): Promise<InventoryGroup[]> {
  return withOrg(database.db, orgId, (tx) => inventory.listInventoryGroups(tx, orgId, input));
}

export function listFacets({ database, orgId }: OrgContext): Promise<InventoryFacets> {
  return withOrg(database.db, orgId, (tx) => inventory.listInventoryFacets(tx, orgId));
}

export async function getSummary({ database, orgId }: OrgContext): Promise<InventorySummary> {
  const isPlanning = await isPlanQueued(database, orgId);
  return withOrg(database.db, orgId, async (tx) => {
    const run = await inventory.findPlanRun(tx, orgId);
    const { plannedOn, plannedAt, stockCountedOn, forecastRunId, frequency, itemCount } = run ?? NO_PLAN;
    return { plannedOn, plannedAt, stockCountedOn, forecastRunId, frequency, itemCount, isPlanning, ...(await inventory.sumInventory(tx, orgId)) };
  });
}

const NO_PLAN = { plannedOn: null, plannedAt: null, stockCountedOn: null, forecastRunId: null, frequency: null, itemCount: 0 } as const;

export async function replan({ database, jobs, orgId }: OrgContext): Promise<{ isPlanning: true }> {
  await withOrg(database.db, orgId, (tx) => queuePlan(tx, jobs, orgId, { atOnce: true }));
  return { isPlanning: true };
}

export function getSettings({ database, orgId }: OrgContext): Promise<CompanyInventorySettings> {
  return withOrg(database.db, orgId, (tx) => inventory.getSettings(tx, orgId));
}

export async function setSettings({ database, jobs, orgId }: OrgContext, settings: CompanyInventorySettings): Promise<CompanyInventorySettings> {
  await withOrg(database.db, orgId, async (tx) => {
    await inventory.upsertSettings(tx, orgId, settings);
    await queuePlan(tx, jobs, orgId);
  });
  return settings;
}

export function getPolicies({ database, orgId }: OrgContext): Promise<InventoryPolicies> {
  return withOrg(database.db, orgId, async (tx) => ({ rules: await inventory.listPolicyRules(tx, orgId), defaults: DEFAULT_POLICIES, settings: await inventory.getSettings(tx, orgId) }));
}

/** @throws DomainError `inventory.item_not_found` when the rule is for a product or location that is not the company's */
export async function setPolicy({ database, jobs, orgId }: OrgContext, input: SetPolicy): Promise<InventoryPolicies> {
  return withOrg(database.db, orgId, async (tx) => {
    const { scope } = input;
    if (scope.kind === 'product' && !(await inventory.hasProduct(tx, orgId, scope.productId, scope.locationId))) throw new DomainError('inventory.item_not_found');
    await inventory.replacePolicy(tx, orgId, input);
    await queuePlan(tx, jobs, orgId);
    return { rules: await inventory.listPolicyRules(tx, orgId), defaults: DEFAULT_POLICIES, settings: await inventory.getSettings(tx, orgId) };
  });
}

export function listViews({ database, orgId, userId }: OrgContext): Promise<SavedView[]> {
  return withOrg(database.db, orgId, (tx) => inventory.listViews(tx, orgId, userId));
}

export function saveView({ database, orgId, userId, userName }: OrgContext, view: SaveView): Promise<SavedView[]> {
  return withOrg(database.db, orgId, async (tx) => {
    await inventory.upsertView(tx, orgId, { id: userId, name: userName }, view);
    return inventory.listViews(tx, orgId, userId);
  });
}

/** Own views; those that others share only by those who run the company. @throws DomainError `inventory.view_not_found` */
export function removeView({ database, orgId, userId, role }: OrgContext, { viewId }: { readonly viewId: number }): Promise<SavedView[]> {
  return withOrg(database.db, orgId, async (tx) => {
    const mayRemoveAny = role === 'owner' || role === 'manager';
    if (!(await inventory.deleteView(tx, orgId, viewId, { id: userId, mayRemoveAny }))) throw new DomainError('inventory.view_not_found', { viewId });
    return inventory.listViews(tx, orgId, userId);
  });
}

const ROWS_A_PAGE = 10_000;

/** All items that match, page by page. */
export async function* forEachItem({ database, orgId }: OrgContext, filter: InventoryFilter): AsyncGenerator<InventoryItem> {
  for (let offset = 0; ; offset += ROWS_A_PAGE) {
    const page = await withOrg(database.db, orgId, (tx) => inventory.listInventory(tx, { orgId, filter, offset, limit: ROWS_A_PAGE }));
    yield* page;
    if (page.length < ROWS_A_PAGE) return;
  }
}
