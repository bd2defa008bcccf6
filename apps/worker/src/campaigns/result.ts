import { campaigns, type Tx } from '@almanac/data';
import { minorUnitsOf, type CampaignGroup, type CampaignResult, type CampaignVerdict, type Estimate } from '@almanac/data/contract';
import { conversionUplift, revenueUplift, type Interval } from '@almanac/models';
import { addDays, daysBetween } from '../platform/calendar';
import type { OrgContext } from '../platform/context';

type Measured = Pick<campaigns.CampaignRow, 'campaignId' | 'origin' | 'productId' | 'status' | 'sentOn' | 'windowDays' | 'costMinor' | 'contacts' | 'holdout'>;

/** What came of a campaign: buyers and money of those written to against those held back. */
export async function measureResult(tx: Tx, { orgId, org }: Pick<OrgContext, 'orgId' | 'org'>, campaign: Measured): Promise<CampaignResult> {
  const { campaignId, origin, productId, sentOn, windowDays, costMinor } = campaign;
  if (sentOn === null) return notSent(campaign);
  const windowEndsOn = addDays(sentOn, windowDays - 1);
  // A product that is gone leaves a number nobody has bought: the comparison then says nothing, as it should.
  const measured = await campaigns.measureCampaign(tx, { orgId, campaignId, productId: origin === 'recommendation' ? (productId ?? -1) : null, from: sentOn, to: windowEndsOn, minorUnits: minorUnitsOf(org.currency) });
  const { contacts, holdout, margin, dataUntil } = measured;
  const daysKnown = dataUntil === null ? 0 : Math.min(windowDays, Math.max(0, daysBetween(sentOn, dataUntil) + 1));
  const isComparable = contacts.customers > 0 && holdout.customers > 0 && daysKnown > 0;
  const conversion = isComparable ? conversionUplift(responders(contacts), responders(holdout)) : null;
  const revenue = isComparable ? revenueUplift(spending(contacts), spending(holdout)) : null;
  const all = isComparable ? revenueUplift(allSpending(contacts), allSpending(holdout)) : null;
  const costs = contacts.customers * costMinor;
  const toGain = (perCustomer: number) => Math.round(perCustomer * contacts.customers * (margin ?? 1) - costs);
  const gain = finite(revenue);
  return {
    verdict: verdictOf(holdout.customers, daysKnown, windowDays, conversion),
    ...{ sentOn, windowEndsOn, daysKnown, windowDays, contacts: groupOf(contacts), holdout: groupOf(holdout) },
    ...{ conversion, revenueMinor: finite(revenue), allRevenueMinor: finite(all), margin, costMinor: costs },
    gainMinor: gain && { mean: toGain(gain.mean), lower: toGain(gain.lower), upper: toGain(gain.upper) },
  };
}

function verdictOf(holdout: number, daysKnown: number, windowDays: number, conversion: Interval | null): CampaignVerdict {
  if (holdout === 0) return 'no_holdout';
  if (daysKnown === 0 || conversion === null) return 'waiting';
  if (daysKnown < windowDays) return 'too_early';
  return conversion.lower > 0 ? 'more' : conversion.upper < 0 ? 'fewer' : 'unclear';
}

function notSent({ windowDays, costMinor, contacts, holdout }: Measured): CampaignResult {
  const empty = (customers: number): CampaignGroup => ({ customers, buyers: 0, revenueMinor: 0, allRevenueMinor: 0 });
  const nothing = { conversion: null, revenueMinor: null, allRevenueMinor: null, margin: null, gainMinor: null };
  return { verdict: 'not_sent', sentOn: null, windowEndsOn: null, daysKnown: 0, windowDays, contacts: empty(contacts), holdout: empty(holdout), costMinor: contacts * costMinor, ...nothing };
}

const responders = ({ customers, buyers }: campaigns.MeasuredGroup) => ({ size: customers, count: buyers });
const spending = ({ customers, revenue, revenueVariance }: campaigns.MeasuredGroup) => ({ size: customers, mean: revenue, variance: revenueVariance });
const allSpending = ({ customers, allRevenue, allRevenueVariance }: campaigns.MeasuredGroup) => ({ size: customers, mean: allRevenue, variance: allRevenueVariance });
const groupOf = ({ customers, buyers, revenue, allRevenue }: campaigns.MeasuredGroup): CampaignGroup => ({ customers, buyers, revenueMinor: revenue, allRevenueMinor: allRevenue });
/** A group of fewer than ten has no interval of money. */
const finite = (interval: Interval | null): Estimate | null => (interval !== null && Number.isFinite(interval.upper) ? interval : null);
