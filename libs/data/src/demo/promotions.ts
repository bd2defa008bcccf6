import type { DemoProduct } from './assortment';
import type { Calendar } from './calendar';
import { categories } from './categories';
import { seededRandom } from './random';

export interface DemoPromotion {
  readonly name: string;
  readonly product: number | undefined;
  readonly category: number | undefined;
  readonly location: number | undefined;
  readonly startDay: number;
  readonly endDay: number;
  /** Share of the list price taken off. */
  readonly discount: number;
}

/** The yearly campaigns, a fortnightly choice of products, and clearances; those after the last day are planned. */
export function planPromotions(seed: number, products: readonly DemoProduct[], calendar: Calendar): DemoPromotion[] {
  const planned = [...yearlyCampaigns(calendar), ...fortnightlyOffers(seed, products, calendar), ...clearances(products)];
  return planned
    .filter(({ startDay, endDay }) => endDay >= 0 && startDay < calendar.days)
    .sort((a, b) => a.startDay - b.startDay || a.name.localeCompare(b.name, 'en'));
}

interface Campaign {
  readonly name: string;
  readonly length: number;
  readonly startsOn: (calendar: Calendar, day: number) => boolean;
  readonly discounts: Readonly<Record<string, number>>;
}

const onDayOfYear = (dayOfYear: number) => (calendar: Calendar, day: number) => calendar.dayOfYear[day] === dayOfYear;
const campaigns: readonly Campaign[] = [
  { name: 'Winter Sale', length: 18, startsOn: onDayOfYear(360), discounts: { Christmas: 0.5, 'Throws & cushions': 0.25, 'Candles & scent': 0.2 } },
  { name: 'Mother\u2019s Day Treats', length: 10, startsOn: (calendar, day) => calendar.daysUntil('mothersDay', day) === 10, discounts: { 'Bath & soap': 0.15 } },
  { name: 'Spring in the Garden', length: 14, startsOn: (calendar, day) => calendar.daysUntil('easter', day) === 12, discounts: { 'Garden & outdoor': 0.15 } },
  { name: 'Summer Table', length: 14, startsOn: onDayOfYear(181), discounts: { 'Kitchen & table': 0.2 } },
  { name: 'Tea Week', length: 8, startsOn: onDayOfYear(258), discounts: { 'Loose leaf tea': 0.15, 'Tea bags & infusions': 0.15 } },
  { name: 'Black Friday', length: 4, startsOn: (calendar, day) => calendar.daysUntil('blackFriday', day) === 0, discounts: { Teaware: 0.25, 'Kitchen & table': 0.2, 'Throws & cushions': 0.25, 'Candles & scent': 0.2 } },
];

function yearlyCampaigns(calendar: Calendar): DemoPromotion[] {
  return campaigns.flatMap(({ name, length, startsOn, discounts }) =>
    Array.from({ length: calendar.days }, (_, day) => day)
      .filter((day) => startsOn(calendar, day))
      .flatMap((startDay) =>
        Object.entries(discounts).map(([category, discount]) => ({
          name: `${name} ${calendar.year[startDay]}`,
          product: undefined,
          category: categories.findIndex((candidate) => candidate.name === category),
          location: undefined,
          startDay,
          endDay: startDay + length - 1,
          discount,
        })),
      ),
  );
}

function fortnightlyOffers(seed: number, products: readonly DemoProduct[], calendar: Calendar): DemoPromotion[] {
  const random = seededRandom(seed, 'promotions');
  const offers: DemoPromotion[] = [];
  for (let startDay = random.below(14); startDay < calendar.days; startDay += 14) {
    const eligible = products.flatMap(({ launchDay, discontinuedDay, category }, p) =>
      launchDay < startDay - 40 && (discontinuedDay ?? Infinity) > startDay + 60 && categories[category]!.name !== 'Christmas' ? [p] : [],
    );
    for (const product of random.shuffle(eligible).slice(0, 5)) {
      offers.push({
        name: `Offer: ${products[product]!.name}`,
        product,
        category: undefined,
        location: random.chance(0.2) ? random.below(3) : undefined,
        startDay,
        endDay: startDay + random.pick([6, 9, 13]),
        discount: random.pick([0.15, 0.2, 0.25, 0.3]),
      });
    }
  }
  return offers;
}

/** The last five weeks of a product that is leaving. */
function clearances(products: readonly DemoProduct[]): DemoPromotion[] {
  return products.flatMap(({ name, discontinuedDay }, product) =>
    discontinuedDay === undefined
      ? []
      : [{ name: `Clearance: ${name}`, product, category: undefined, location: undefined, startDay: discontinuedDay - 35, endDay: discontinuedDay - 1, discount: 0.4 }],
  );
}
