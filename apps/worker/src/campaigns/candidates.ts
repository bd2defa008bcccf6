import { churn, recommendation, type Tx } from '@almanac/data';
import type { CampaignExpectation, CampaignProduct, CampaignWarning, PreviewCampaign, StoredReason } from '@almanac/data/contract';
import { DomainError } from '@almanac/data/contract';
import { expectedResponses, expectedRevenue, sumResponses } from '@almanac/models';
import { churnCandidates } from '../churn/index';
import { campaignCandidates, type CompanyToday } from '../recommendation/index';

export interface Candidate {
  readonly customerId: number;
  readonly responseProbability: number;
  readonly expectedRevenueMinor: number;
  readonly reason: StoredReason;
}

/** Whom a capability names for a campaign, the most promising first, and what it knows about their responses. */
export interface Candidates {
  readonly product: CampaignProduct | null;
  readonly list: readonly Candidate[];
  /** days a response is counted in */
  readonly responseDays: number;
  /** what to expect of some of them when they are written to */
  expect(contacts: readonly Candidate[]): CampaignExpectation;
  /** what stands against writing to some of them now */
  warn(contacts: readonly Candidate[]): CampaignWarning[];
  /** share of some of them that buys (or comes back) within so many days without any message, and a share that would be a good success */
  rates(contacts: readonly Candidate[], days: number): { readonly base: number; readonly hoped: number };
}

type Asked = Pick<PreviewCampaign, 'origin' | 'productId' | 'segment' | 'country' | 'windowDays'>;

/** @throws DomainError where the capability has learnt nothing yet, or the product is not there */
export function findCandidates(tx: Tx, company: CompanyToday, asked: Asked): Promise<Candidates> {
  switch (asked.origin) {
    case 'recommendation':
      return toTellAbout(tx, company, asked, asked.productId!);
    case 'churn':
      return toKeep(tx, company, asked);
  }
}

/** Half as many purchases again is a good success of a message about a product. */
const GOOD_LIFT = 1.5;

async function toTellAbout(tx: Tx, company: CompanyToday, { segment, country }: Asked, productId: number): Promise<Candidates> {
  const list = await campaignCandidates(tx, { ...company, productId, segment, country });
  const model = await recommendation.findServedModel(tx, company.orgId);
  const facts = model && (await recommendation.listProductFacts(tx, company.orgId, model.runId, [productId], company)).get(productId);
  if (model === undefined || facts === undefined) throw new DomainError('recommendation.product_not_found');
  const { id, code, name, priceMinor, usualQuantity, onHand, isOffered, isExcluded } = facts;
  const expect = (contacts: readonly Candidate[]): CampaignExpectation => {
    const chances = contacts.map(({ responseProbability }) => responseProbability);
    return { responses: sumResponses(chances, chances.map(() => 1), model.calibration), revenueMinor: priceMinor === null ? null : rounded(sumResponses(chances, worthOfResponses(contacts), model.calibration)) };
  };
  const warn = (contacts: readonly Candidate[]): CampaignWarning[] => {
    const { responses, revenueMinor } = expect(contacts);
    const items = Math.ceil(revenueMinor === null || priceMinor === null || priceMinor === 0 ? responses.mean * usualQuantity : revenueMinor.mean / priceMinor);
    return [
      ...(isOffered ? [] : [{ kind: 'not_offered' as const }]),
      ...(isExcluded ? [{ kind: 'product_excluded' as const }] : []),
      ...(onHand !== null && onHand < items ? [{ kind: 'little_stock' as const, onHand, expected: items }] : []),
    ];
  };
  return {
    ...{ product: { id, code, name }, list, responseDays: model.responseDays, warn, expect },
    rates: (contacts, days) => {
      const base = average(contacts, ({ responseProbability }) => 1 - (1 - responseProbability) ** (days / model.responseDays));
      return { base, hoped: Math.min(1, base * GOOD_LIFT) };
    },
  };
}

/** Reasons of one customer that are shown. */
const REASONS = 3;

async function toKeep(tx: Tx, { orgId }: CompanyToday, { segment, country, windowDays }: Asked): Promise<Candidates> {
  const found = await churnCandidates(tx, { orgId, segment, country });
  const { saveRate } = await churn.getSettings(tx, orgId);
  const responseDays = (await churn.findModel(tx, orgId))?.windowDays ?? windowDays;
  const list = found.map(({ customerId, responseProbability, expectedRevenueMinor, reason }): Candidate => {
    const reasons = (reason ?? []).filter(({ contribution }) => contribution > 0).sort((a, b) => b.contribution - a.contribution);
    return { customerId, responseProbability, expectedRevenueMinor, reason: { kind: 'churn', reasons: reasons.slice(0, REASONS) } };
  });
  return {
    ...{ product: null, list, responseDays, warn: () => [] },
    expect: (contacts) => {
      const chances = contacts.map(({ responseProbability }) => responseProbability);
      return { responses: expectedResponses(chances), revenueMinor: rounded(expectedRevenue(chances, worthOfResponses(contacts))) };
    },
    rates: (contacts, days) => {
      const base = average(contacts, ({ responseProbability }) => 1 - Math.min(1, responseProbability / saveRate) ** (days / responseDays));
      return { base, hoped: Math.min(1, base + average(contacts, ({ responseProbability }) => responseProbability)) };
    },
  };
}

/** What each contact brings who responds. */
const worthOfResponses = (contacts: readonly Candidate[]) => contacts.map(({ responseProbability, expectedRevenueMinor }) => (responseProbability > 0 ? expectedRevenueMinor / responseProbability : 0));

const average = (contacts: readonly Candidate[], of: (contact: Candidate) => number) => (contacts.length === 0 ? 0 : contacts.reduce((sum, contact) => sum + of(contact), 0) / contacts.length);
const rounded = ({ mean, lower, upper }: { readonly mean: number; readonly lower: number; readonly upper: number }) => ({ mean: Math.round(mean), lower: Math.round(lower), upper: Math.round(upper) });
