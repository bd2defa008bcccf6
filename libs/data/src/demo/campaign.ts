import { locations } from './assortment';
import { categories } from './categories';
import { seededRandom, type Random } from './random';
import type { SalesLine } from './sales-log';
import type { DemoCompany } from './simulation';

/** The campaign went out so many days before the last one, and was measured for four weeks. */
const DAYS_AGO = 45;
export const CAMPAIGN_DAYS = 28;
const MEMBERS = 1_200;
const HOLDOUT_SHARE = 0.25;
/** Share of those written to who buy because of it. */
const EFFECT = 0.09;
/** Who has not been in for longer is not written to. */
const ACTIVE_DAYS = 180;

export interface DemoCampaignMember {
  readonly customer: number;
  readonly isHoldout: boolean;
  readonly responseProbability: number;
  readonly hasBoughtBefore: boolean;
}

/** A message about one product to customers who like its category; a quarter of them, drawn by lot, did not get it. */
export interface DemoCampaign {
  readonly product: number;
  readonly day: number;
  readonly holdoutShare: number;
  /** Most promising first. */
  readonly members: readonly DemoCampaignMember[];
  readonly withoutConsent: number;
}

/**
 * The campaign of the demo's past, and what it brought: orders of its product that the simulation sold to people who are not in the customer file are
 * made by customers who were written to. What the shop sold, and its stock, stay as they are: only who bought is another.
 */
export function runCampaign(seed: number, company: Omit<DemoCompany, 'campaign'>): DemoCampaign {
  const random = seededRandom(seed, 'campaign');
  const { calendar } = company;
  const day = calendar.lastDay - DAYS_AGO;
  const { product, orders } = findBestseller(company, day);
  const { chosen, withoutConsent } = chooseCustomers(company, product, day);
  const before = buyersBetween(company, product, day - ACTIVE_DAYS, day - CAMPAIGN_DAYS - 1);
  const lately = buyersBetween(company, product, day - CAMPAIGN_DAYS, day - 1);
  const rateOf = (isRegular: boolean) => {
    const group = chosen.filter((customer) => before.has(customer) === isRegular);
    return (group.filter((customer) => lately.has(customer)).length + 1) / (group.length + 20); // a few of twenty more: rates of small groups are not extreme
  };
  const rates = { regular: rateOf(true), other: rateOf(false) };
  const strata = Math.round(chosen.length * HOLDOUT_SHARE);
  const heldBack = new Set(Array.from({ length: strata }, (_, s) => {
    const first = Math.floor((s * chosen.length) / strata);
    return chosen[first + random.below(Math.floor(((s + 1) * chosen.length) / strata) - first)]!;
  }));
  const members = chosen
    .map((customer): DemoCampaignMember => ({ customer, isHoldout: heldBack.has(customer), hasBoughtBefore: before.has(customer), responseProbability: before.has(customer) ? rates.regular : rates.other }))
    .sort((a, b) => b.responseProbability - a.responseProbability);
  makeThemBuy(company, orders, members.filter(({ isHoldout }) => !isHoldout), random);
  return { product, day, holdoutShare: HOLDOUT_SHARE, members, withoutConsent };
}

interface OpenOrder {
  readonly rows: readonly number[];
  readonly day: number;
  readonly location: number;
}

/** The product of most orders by people who are not known, in the weeks of the campaign. Orders of which something came back are not counted: a return names its buyer. */
function findBestseller({ sales, products, calendar }: Omit<DemoCompany, 'campaign'>, from: number): { product: number; orders: OpenOrder[] } {
  const keyOf = ({ product, location, priceMinor }: SalesLine) => (product * locations.length + location) * 1e6 + priceMinor;
  const returned = new Set<number>();
  const orders = new Map<number, { rows: number[]; lines: SalesLine[] }>();
  for (let row = 0; row < sales.length; row++) {
    const line = sales.line(row);
    if (line.customer !== -1 || line.day < from) continue;
    if (line.kind !== 'sale') returned.add(keyOf(line));
    else if (line.day < from + CAMPAIGN_DAYS) {
      const order = line.location * 1e7 + line.order;
      const { rows, lines } = orders.get(order) ?? orders.set(order, { rows: [], lines: [] }).get(order)!;
      rows.push(row);
      lines.push(line);
    }
  }
  const byProduct = new Map<number, OpenOrder[]>();
  for (const { rows, lines } of orders.values()) {
    if (lines.some((line) => returned.has(keyOf(line)))) continue;
    const [{ day, location }] = lines as [SalesLine, ...SalesLine[]];
    for (const product of new Set(lines.map((line) => line.product))) {
      if (products[product] === undefined || !categories[products[product].category]!.isReplenished || products[product].launchDay > from - ACTIVE_DAYS || (products[product].discontinuedDay ?? Infinity) <= calendar.days) continue;
      byProduct.set(product, [...(byProduct.get(product) ?? []), { rows, day, location }]);
    }
  }
  const [best] = [...byProduct].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  return { product: best![0], orders: best![1] };
}

/** Customers who were in lately, those who like the product's category most first. */
function chooseCustomers({ customers, products }: Omit<DemoCompany, 'campaign'>, product: number, day: number): { chosen: number[]; withoutConsent: number } {
  const { category } = products[product]!;
  const active = customers
    .map(({ visits, taste, hasConsent }, customer) => ({ customer, hasConsent, liking: taste[category]! * visits.filter((visit) => visit < day && visit >= day - ACTIVE_DAYS).length }))
    .filter(({ liking }) => liking > 0)
    .sort((a, b) => b.liking - a.liking || a.customer - b.customer);
  const chosen = active.filter(({ hasConsent }) => hasConsent).slice(0, MEMBERS);
  const last = active.findIndex(({ customer }) => customer === chosen.at(-1)?.customer);
  return { chosen: chosen.map(({ customer }) => customer), withoutConsent: active.slice(0, last).filter(({ hasConsent }) => !hasConsent).length };
}

function buyersBetween({ sales }: Omit<DemoCompany, 'campaign'>, product: number, from: number, to: number): Set<number> {
  const buyers = new Set<number>();
  for (let row = 0; row < sales.length; row++) {
    const line = sales.line(row);
    if (line.product === product && line.day >= from && line.day <= to && line.kind === 'sale' && line.customer !== -1) buyers.add(line.customer);
  }
  return buyers;
}

/** Gives orders to customers who were written to, mostly of the shop they live by. */
function makeThemBuy({ sales, customers }: Omit<DemoCompany, 'campaign'>, orders: readonly OpenOrder[], members: readonly DemoCampaignMember[], random: Random): void {
  const open = [...orders];
  for (const { customer } of members) {
    if (!random.chance(EFFECT) || open.length === 0) continue;
    const near = open.findIndex(({ location }) => location === customers[customer]!.home);
    const [order] = open.splice(near === -1 ? random.below(open.length) : near, 1);
    for (const row of order!.rows) sales.identify(row, customer);
  }
}
