import type { HolidayEvent } from './calendar';

/** A share of a year: `peak` is the day of the year, `width` the standard deviation in days. */
interface Bump {
  readonly peak: number;
  readonly width: number;
  readonly height: number;
}

export interface Category {
  readonly name: string;
  /** Share of all lines, before popularity. */
  readonly weight: number;
  readonly floor: number;
  readonly bumps: readonly Bump[];
  /** Demand climbs over `leadDays` to the event and falls back after it. */
  readonly events: readonly { readonly event: HolidayEvent; readonly leadDays: number; readonly height: number }[];
  /** Monday to Sunday, relative. */
  readonly week: readonly number[];
  readonly promotionElasticity: number;
  /** Share of sold lines that come back to a shop; the web shop sees nearly twice as many. */
  readonly returnRate: number;
  /** Used up and bought again. */
  readonly isReplenished: boolean;
  /** Relative share by location: Galway shop, Cork shop, web warehouse. */
  readonly locationMix: readonly [number, number, number];
}

const steady = [0.96, 0.97, 0.98, 1, 1.06, 1.05, 0.98] as const;
const weekend = [0.78, 0.78, 0.82, 0.9, 1.05, 1.45, 1.22] as const;
const giftWeek = [0.86, 0.86, 0.9, 1, 1.14, 1.3, 0.94] as const;
const winter = (height: number): Bump => ({ peak: 10, width: 55, height });

export const categories: readonly Category[] = [
  { name: 'Loose leaf tea', weight: 17, floor: 1, bumps: [winter(0.35)], events: [{ event: 'christmas', leadDays: 40, height: 0.8 }, { event: 'mothersDay', leadDays: 10, height: 0.25 }], week: steady, promotionElasticity: 2.4, returnRate: 0.004, isReplenished: true, locationMix: [0.9, 0.9, 1.2] },
  { name: 'Tea bags & infusions', weight: 14, floor: 1, bumps: [winter(0.45)], events: [{ event: 'christmas', leadDays: 30, height: 0.2 }], week: steady, promotionElasticity: 3.1, returnRate: 0.003, isReplenished: true, locationMix: [1, 1.05, 0.95] },
  { name: 'Coffee & cocoa', weight: 7, floor: 1, bumps: [winter(0.4)], events: [{ event: 'christmas', leadDays: 30, height: 0.35 }], week: steady, promotionElasticity: 2.6, returnRate: 0.004, isReplenished: true, locationMix: [1.1, 1.1, 0.8] },
  { name: 'Teaware', weight: 8, floor: 1, bumps: [winter(0.15)], events: [{ event: 'christmas', leadDays: 45, height: 1.9 }, { event: 'mothersDay', leadDays: 14, height: 0.7 }, { event: 'blackFriday', leadDays: 4, height: 0.4 }], week: giftWeek, promotionElasticity: 2.2, returnRate: 0.028, isReplenished: false, locationMix: [0.95, 0.8, 1.2] },
  { name: 'Kitchen & table', weight: 11, floor: 1, bumps: [{ peak: 140, width: 40, height: 0.15 }], events: [{ event: 'christmas', leadDays: 40, height: 1.1 }, { event: 'easter', leadDays: 12, height: 0.2 }], week: giftWeek, promotionElasticity: 2.3, returnRate: 0.03, isReplenished: false, locationMix: [1, 0.9, 1.1] },
  { name: 'Candles & scent', weight: 11, floor: 0.8, bumps: [{ peak: 320, width: 42, height: 0.9 }], events: [{ event: 'christmas', leadDays: 35, height: 1.2 }, { event: 'mothersDay', leadDays: 12, height: 0.6 }, { event: 'valentine', leadDays: 10, height: 0.3 }], week: giftWeek, promotionElasticity: 2.7, returnRate: 0.009, isReplenished: true, locationMix: [1.05, 1, 0.95] },
  { name: 'Throws & cushions', weight: 5, floor: 0.6, bumps: [{ peak: 310, width: 50, height: 1.3 }], events: [{ event: 'christmas', leadDays: 30, height: 0.7 }], week: weekend, promotionElasticity: 2.5, returnRate: 0.055, isReplenished: false, locationMix: [0.8, 0.8, 1.4] },
  { name: 'Garden & outdoor', weight: 6, floor: 0.25, bumps: [{ peak: 140, width: 38, height: 1.7 }, { peak: 215, width: 28, height: 0.5 }], events: [{ event: 'easter', leadDays: 10, height: 0.4 }], week: weekend, promotionElasticity: 2.4, returnRate: 0.02, isReplenished: false, locationMix: [1, 1.2, 0.8] },
  { name: 'Bath & soap', weight: 8, floor: 1, bumps: [{ peak: 200, width: 45, height: 0.15 }], events: [{ event: 'christmas', leadDays: 35, height: 0.9 }, { event: 'mothersDay', leadDays: 14, height: 0.9 }], week: giftWeek, promotionElasticity: 2.6, returnRate: 0.007, isReplenished: true, locationMix: [1.05, 1.05, 0.9] },
  { name: 'Christmas', weight: 3.2, floor: 0.002, bumps: [{ peak: 322, width: 20, height: 1.6 }], events: [{ event: 'christmas', leadDays: 48, height: 5 }], week: weekend, promotionElasticity: 2.2, returnRate: 0.014, isReplenished: false, locationMix: [1.1, 1, 0.9] },
  { name: 'Pantry & sweets', weight: 12, floor: 1, bumps: [{ peak: 190, width: 40, height: 0.2 }], events: [{ event: 'christmas', leadDays: 28, height: 1.3 }, { event: 'easter', leadDays: 14, height: 0.5 }], week: weekend, promotionElasticity: 3.2, returnRate: 0.002, isReplenished: true, locationMix: [1.25, 1.2, 0.55] },
  { name: 'Cards & gifts', weight: 7, floor: 1, bumps: [], events: [{ event: 'christmas', leadDays: 35, height: 1.8 }, { event: 'mothersDay', leadDays: 10, height: 0.8 }, { event: 'valentine', leadDays: 9, height: 0.6 }, { event: 'fathersDay', leadDays: 9, height: 0.4 }], week: giftWeek, promotionElasticity: 2, returnRate: 0.006, isReplenished: false, locationMix: [1.2, 1.1, 0.7] },
];
