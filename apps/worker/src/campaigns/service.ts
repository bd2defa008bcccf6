import { campaigns, recommendation, withOrg, type Tx } from '@almanac/data';
import {
  DomainError,
  minorUnitsOf,
  type CampaignDetail,
  type CampaignMember,
  type CampaignMembersPage,
  type CampaignOwner,
  type CampaignPreview,
  type CampaignReason,
  type CampaignsPage,
  type CampaignStatus,
  type CampaignSummary,
  type CreateCampaign,
  type ListCampaignMembers,
  type ListCampaigns,
  type MarkCampaignSent,
  type OneCampaign,
  type PreviewCampaign,
  type StoredReason,
  type UpdateCampaign,
} from '@almanac/data/contract';
import { assignHoldout } from '@almanac/models';
import { recordAudit } from '../audit/index';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import type { CompanyToday } from '../recommendation/index';
import { chooseCustomers, judgeHoldout } from './choose';
import { measureResult } from './result';

const PREVIEWED = 10;

/** Who would get a message, who is left out, what to expect, and whether its effect could be seen. Writes nothing. */
export async function previewCampaign(ctx: OrgContext, plan: PreviewCampaign): Promise<CampaignPreview> {
  const company = companyToday(ctx);
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const choice = await chooseCustomers(tx, company, plan);
    const { found, removed, eligible, chosen, holdout } = choice;
    const { segments, countries } = await recommendation.listFacets(tx, ctx.orgId);
    const contacts = chosen.length - holdout;
    const share = chosen.length === 0 ? 0 : contacts / chosen.length;
    const expected = everyNth(chosen, share);
    const first = chosen.slice(0, PREVIEWED).map(({ customer, ...candidate }) => ({ ...customer, ...candidate }));
    return {
      ...{ product: found.product, candidates: found.list.length, removed, eligible, contacts, holdout },
      withoutEmail: Math.round(share * chosen.filter(({ customer }) => !customer.email).length),
      costMinor: contacts * plan.costMinor,
      ...{ expected: found.expect(expected), responseDays: found.responseDays, strength: judgeHoldout(choice, plan), warnings: found.warn(expected), segments, countries },
      first: await nameReasons(tx, ctx, first),
    };
  });
}

/** A part of a ranked list with the same spread of scores, before the lot has drawn one. */
function everyNth<T>(list: readonly T[], share: number): T[] {
  return list.filter((_, k) => Math.floor((k + 1) * share) > Math.floor(k * share));
}

/** Makes the list and draws the holdout, whole or not at all. */
export async function createCampaign(ctx: OrgContext, input: CreateCampaign): Promise<OneCampaign> {
  const { database, orgId, userId, userName, clock } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const owner = await requireOwner(tx, ctx, input.ownerId);
    const { found, removed, chosen } = await chooseCustomers(tx, companyToday(ctx), input);
    if (chosen.length === 0) throw new DomainError('campaign.nobody');
    const { name, origin, productId, segment, country, action, dueOn, budget, costMinor, holdoutShare, windowDays } = input;
    const words = { name, action: action || null, ownerId: owner.userId, ownerName: owner.name, dueOn };
    const plan = { origin, productId: productId ?? null, segment: segment ?? null, country: country ?? null, budget, costMinor, holdoutShare, windowDays };
    const expected = found.expect(everyNth(chosen, 1 - holdoutShare));
    const campaignId = await campaigns.insertCampaign(tx, { orgId, ...words, ...plan, removed, expected, createdBy: userName, createdAt: clock.now() });
    const isHoldout = assignHoldout(chosen.length, holdoutShare, campaignId);
    const members = chosen.map(({ customerId, responseProbability, expectedRevenueMinor, reason }, k) => ({ customerId, rank: k + 1, isHoldout: isHoldout[k] === 1, responseProbability, expectedRevenueMinor, reason }));
    await campaigns.insertMembers(tx, orgId, campaignId, members);
    await recordAudit(tx, { orgId, userId, action: 'campaign.created', subject: name, details: { contacts: members.filter((member) => !member.isHoldout).length } });
    return { campaignId };
  });
}

export async function listCampaigns(ctx: OrgContext, { cursor, limit, ...filter }: ListCampaigns): Promise<CampaignsPage> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const scope = { orgId: ctx.orgId, ...filter };
    const total = await campaigns.countCampaigns(tx, scope);
    const rows = await campaigns.listCampaigns(tx, scope, { offset: cursor ?? 0, limit });
    const items: CampaignSummary[] = [];
    for (const row of rows) items.push({ ...summaryOf(row), result: row.status === 'sent' ? await measureResult(tx, ctx, row) : null });
    const next = (cursor ?? 0) + items.length;
    return { total, items, nextCursor: items.length > 0 && next < total ? next : null };
  });
}

export async function getCampaign(ctx: OrgContext, { campaignId }: OneCampaign): Promise<CampaignDetail> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    const row = await requireCampaign(tx, ctx, campaignId);
    const { action, budget, costMinor, holdoutShare, windowDays, removed, expected, createdBy, createdAt } = row;
    const { withoutEmail, withdrawn } = await campaigns.countMembers(tx, { orgId: ctx.orgId, campaignId });
    return { ...summaryOf(row), action, budget, costMinor, holdoutShare, windowDays, removed, expected, withdrawn, withoutEmail, createdBy, createdAt, result: await measureResult(tx, ctx, row) };
  });
}

function summaryOf({ campaignId, name, origin, productId, productCode, productName, segment, country, ownerId, ownerName, dueOn, status, sentOn, contacts, holdout }: campaigns.CampaignRow): Omit<CampaignSummary, 'result'> {
  const product = productId === null || productName === null ? null : { id: productId, code: productCode ?? '', name: productName };
  return { campaignId, name, origin, product, segment, country, ownerId, ownerName, dueOn, status, sentOn, contacts, holdout };
}

/** Those to write to; who is held back is not listed, lest somebody writes to them. */
export async function listMembers(ctx: OrgContext, { campaignId, q, cursor, limit }: ListCampaignMembers): Promise<CampaignMembersPage> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await requireCampaign(tx, ctx, campaignId);
    const scope = { orgId: ctx.orgId, campaignId, q };
    const { contactable } = await campaigns.countMembers(tx, scope);
    const rows = await campaigns.listMembers(tx, scope, { offset: cursor ?? 0, limit });
    const next = (cursor ?? 0) + rows.length;
    return { total: contactable, items: await nameReasons(tx, ctx, rows), nextCursor: rows.length === limit ? next : null };
  });
}

const BATCH = 1000;

/** Every contact of a campaign, without holding them all in memory. */
export async function* forEachMember(ctx: OrgContext, { campaignId }: OneCampaign): AsyncGenerator<CampaignMember> {
  for (let cursor: number | null = 0; cursor !== null; ) {
    const page: CampaignMembersPage = await listMembers(ctx, { campaignId, cursor, limit: BATCH });
    yield* page.items;
    cursor = page.nextCursor;
  }
}

export function listOwners({ database, orgId }: OrgContext): Promise<CampaignOwner[]> {
  return withOrg(database.db, orgId, (tx) => campaigns.listOwners(tx, orgId));
}

export async function updateCampaign(ctx: OrgContext, { campaignId, name, ownerId, dueOn, action }: UpdateCampaign): Promise<OneCampaign> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await requireStatus(tx, ctx, campaignId, ['planned', 'sent']);
    const owner = await requireOwner(tx, ctx, ownerId);
    await campaigns.updateCampaign(tx, ctx.orgId, campaignId, { name, ownerId: owner.userId, ownerName: owner.name, dueOn, action: action || null });
    return { campaignId };
  });
}

/** From the day of sending on, contacts count against the limit of contacts and sales are compared. */
export async function markSent(ctx: OrgContext, { campaignId, sentOn }: MarkCampaignSent): Promise<OneCampaign> {
  const { database, orgId, userId, clock, org } = ctx;
  if (sentOn > today(clock, org.timeZone)) throw new DomainError('campaign.sent_in_future');
  return withOrg(database.db, orgId, async (tx) => {
    const { name, createdAt } = await requireStatus(tx, ctx, campaignId, ['planned']);
    const madeOn = today({ now: () => createdAt }, org.timeZone);
    if (sentOn < madeOn) throw new DomainError('campaign.sent_before_made', { date: madeOn });
    await campaigns.setCampaignStatus(tx, orgId, campaignId, { status: 'sent', sentOn });
    await recordAudit(tx, { orgId, userId, action: 'campaign.sent', subject: name, details: { sentOn } });
    return { campaignId };
  });
}

export async function cancelCampaign(ctx: OrgContext, { campaignId }: OneCampaign): Promise<OneCampaign> {
  const { database, orgId, userId } = ctx;
  return withOrg(database.db, orgId, async (tx) => {
    const { name } = await requireStatus(tx, ctx, campaignId, ['planned']);
    await campaigns.setCampaignStatus(tx, orgId, campaignId, { status: 'cancelled', sentOn: null });
    await recordAudit(tx, { orgId, userId, action: 'campaign.cancelled', subject: name });
    return { campaignId };
  });
}

/** Takes back that it was sent or cancelled. */
export async function reopenCampaign(ctx: OrgContext, { campaignId }: OneCampaign): Promise<OneCampaign> {
  return withOrg(ctx.database.db, ctx.orgId, async (tx) => {
    await requireStatus(tx, ctx, campaignId, ['sent', 'cancelled']);
    await campaigns.setCampaignStatus(tx, ctx.orgId, campaignId, { status: 'planned', sentOn: null });
    return { campaignId };
  });
}

export const companyToday = ({ orgId, org, clock }: OrgContext): CompanyToday => ({ orgId, today: today(clock, org.timeZone), minorUnits: minorUnitsOf(org.currency) });

async function requireCampaign(tx: Tx, { orgId }: OrgContext, campaignId: number): Promise<campaigns.CampaignRow> {
  const row = await campaigns.findCampaign(tx, orgId, campaignId);
  if (row === undefined) throw new DomainError('campaign.not_found');
  return row;
}

async function requireStatus(tx: Tx, { orgId }: OrgContext, campaignId: number, allowed: readonly CampaignStatus[]) {
  const row = await campaigns.findCampaignForUpdate(tx, orgId, campaignId);
  if (row === undefined) throw new DomainError('campaign.not_found');
  if (!allowed.includes(row.status)) throw new DomainError('campaign.wrong_status');
  return row;
}

async function requireOwner(tx: Tx, { orgId }: OrgContext, ownerId: string): Promise<CampaignOwner> {
  const owner = await campaigns.findOwner(tx, orgId, ownerId);
  if (owner === undefined) throw new DomainError('campaign.owner_not_found');
  return owner;
}

/** Products that speak for a customer, by name. */
async function nameReasons<Row extends { readonly reason: StoredReason }>(tx: Tx, { orgId }: OrgContext, rows: readonly Row[]): Promise<(Omit<Row, 'reason'> & { readonly reason: CampaignReason })[]> {
  const named = rows.flatMap(({ reason }) => (reason.kind === 'churn' ? [] : reason.products.map(({ productId }) => productId)));
  const names = await campaigns.listProductNames(tx, orgId, [...new Set(named)]);
  return rows.map(({ reason, ...row }) => ({ ...row, reason: reason.kind === 'churn' ? reason : { kind: reason.kind, products: reason.products.flatMap(({ productId }) => names.get(productId) ?? []) } }));
}
