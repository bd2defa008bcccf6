import { beforeAll, describe, expect, it } from 'vitest';
import { profileDemo, type DemoProfile } from './profile';
import type { SalesLine } from './sales-log';
import { simulateCompany, type DemoCompany } from './simulation';

const asOf = '2026-11-23';

function* linesOf({ sales }: DemoCompany): Generator<SalesLine> {
  for (let row = 0; row < sales.length; row++) yield sales.line(row);
}

function fingerprint(company: DemoCompany): number {
  let hash = 0;
  const mix = (value: number) => (hash = (Math.imul(hash, 31) + value) | 0);
  for (const line of linesOf(company)) [line.day, line.minute, line.order, line.product, line.location, line.customer, line.quantity, line.priceMinor].forEach(mix);
  company.stock.onHand.forEach(mix);
  return hash;
}

describe('simulateCompany', () => {
  let company: DemoCompany;
  let profile: DemoProfile;
  beforeAll(() => {
    company = simulateCompany({ asOf, seed: 1 });
    profile = profileDemo(company);
  });

  it('gives the same company for the same seed and date, and another for another seed', () => {
    expect(fingerprint(simulateCompany({ asOf, seed: 1 }))).toBe(fingerprint(company));
    expect(fingerprint(simulateCompany({ asOf, seed: 2 }))).not.toBe(fingerprint(company));
  });

  it('refuses a date that is none', () => {
    expect(() => simulateCompany({ asOf: '2026-13-40', seed: 1 })).toThrow(RangeError);
  });

  it('ends on the given day and plans promotions after it', () => {
    const { calendar, promotions } = company;
    expect(calendar.date[calendar.lastDay]).toBe(asOf);
    expect(new Set([...linesOf(company)].map(({ day }) => calendar.date[day])).size).toBeGreaterThan(900);
    for (const { day } of linesOf(company)) if (day < 0 || day > calendar.lastDay) throw new Error(`a line on day ${day}`);
    expect(promotions.filter(({ startDay }) => startDay > calendar.lastDay).length).toBeGreaterThan(5);
    expect(promotions.some(({ name, startDay }) => name === 'Black Friday 2026' && calendar.iso(startDay) === '2026-11-27')).toBe(true);
  });

  it('has no negative stock and sells nothing from an empty shelf', () => {
    const { stock, demand, calendar } = company;
    expect(Math.min(...stock.onHand)).toBe(0);
    expect(Math.min(...stock.onOrder)).toBe(0);
    // Sold out in the evening and nothing delivered by the next: nothing can be sold in between.
    const days = calendar.lastDay + 1;
    const emptyAt = new Uint8Array(demand.series.length * days);
    const until = new Int16Array(demand.series.length).fill(-1);
    for (let k = stock.day.length - 1; k >= 0; k--) {
      const s = stock.series[k]!;
      const end = until[s] === -1 ? days : until[s]!;
      if (stock.onHand[k] === 0) emptyAt.fill(1, s * days + stock.day[k]!, s * days + end);
      until[s] = stock.day[k]!;
    }
    const seriesOf = new Map(demand.series.map(({ product, location }, s) => [`${product} ${location}`, s]));
    let soldFromNothing = 0;
    let stockOutDays = 0;
    for (const { kind, product, location, day } of linesOf(company)) {
      const s = seriesOf.get(`${product} ${location}`);
      if (s === undefined || kind !== 'sale' || day === 0) continue;
      // A delivery of the morning that is sold by the evening leaves no count behind; it is rare.
      if (emptyAt[s * days + day - 1] === 1 && emptyAt[s * days + day] === 1) soldFromNothing++;
    }
    for (const empty of emptyAt) stockOutDays += empty;
    expect(stockOutDays).toBeGreaterThan(5_000);
    expect(soldFromNothing).toBeLessThan(stockOutDays / 500);
  });

  it('takes back no more than was sold, at the price paid', () => {
    const balance = new Map<string, number>();
    for (const { kind, product, location, customer, priceMinor, quantity } of linesOf(company)) {
      if (kind !== 'sale' && kind !== 'return') continue;
      const key = [product, location, customer, priceMinor].join(' ');
      balance.set(key, (balance.get(key) ?? 0) + quantity);
      if (quantity > 0 !== (kind === 'sale')) throw new Error(`a ${kind} of ${quantity}`);
    }
    expect(Math.min(...balance.values())).toBeGreaterThanOrEqual(0);
  });

  it('undoes each cancelled line with one cancellation', () => {
    const count = { cancelled: 0, cancellation: 0 };
    for (const { kind, quantity } of linesOf(company)) if (kind === 'cancelled' || kind === 'cancellation') count[kind] += Math.abs(quantity);
    expect(count.cancelled).toBeGreaterThan(0);
    expect(count.cancellation).toBe(count.cancelled);
  });

  it('sells nothing before the launch or after the end of a product, nor where the shop is shut', () => {
    const { products, calendar } = company;
    for (const { kind, product, location, day } of linesOf(company)) {
      if (kind !== 'sale') continue;
      const { launchDay, discontinuedDay = Infinity } = products[product] ?? { launchDay: 0 };
      if (day < launchDay || day >= discontinuedDay) throw new Error(`product ${product} sold on day ${day}`);
      if (location === 1 && calendar.weekday[day] === 0) throw new Error(`Cork sold on Monday ${calendar.date[day]}`);
      if (location !== 2 && calendar.isPublicHoliday(day)) throw new Error(`sold on ${calendar.date[day]}`);
    }
  });

  it('looks like a shop', () => {
    expect(profile.lines).toBeGreaterThan(250_000);
    expect(profile.lines).toBeLessThan(400_000);
    expect(profile.linesPerOrder).toBeCloseTo(2.3, 0);
    expect(profile.revenueShareOfTopFifth).toBeGreaterThan(0.55);
    expect(profile.revenueShareOfTopFifth).toBeLessThan(0.85);
    expect(profile.stockOutShare).toBeGreaterThan(0.02);
    expect(profile.stockOutShare).toBeLessThan(0.08);
    expect(profile.returnedShare).toBeGreaterThan(0.005);
    expect(profile.promotionUplift).toBeGreaterThan(1.4);
    expect(Math.min(...Object.values(profile.classesWeekly))).toBeGreaterThan(50);
    expect(profile.zeroShareDaily).toBeGreaterThan(0.5);
    expect(profile.lapsedCustomers).toBeGreaterThan(500);
    expect(profile.months['Garden & outdoor']![4]!).toBeGreaterThan(4 * profile.months['Garden & outdoor']![11]!);
    expect(profile.months['Christmas']![11]!).toBeGreaterThan(4);
    expect(profile.weekdays['CRK']![0]).toBe(0);
  });
});
