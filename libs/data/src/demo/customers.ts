import { locations, type DemoProduct } from './assortment';
import type { Calendar } from './calendar';
import { categories } from './categories';
import type { DemandModel } from './demand';
import { seededRandom, type Random } from './random';

const CUSTOMER_COUNT = 5_000;

interface Segment {
  readonly name: 'Tea club' | 'Home' | 'Gift' | 'Trade';
  readonly share: number;
  readonly visitsPerYear: number;
  /** Mean days until a customer leaves for good. */
  readonly lifetimeDays: number;
  readonly favourites: number;
  /** Chance that a visit is for a favourite. */
  readonly loyalty: number;
  readonly basket: number;
  /** Above 1 for customers who mostly come when everybody comes. */
  readonly seasonality: number;
  readonly likes: readonly string[];
}

const segments: readonly Segment[] = [
  { name: 'Tea club', share: 0.26, visitsPerYear: 20, lifetimeDays: 850, favourites: 3, loyalty: 0.62, basket: 2.6, seasonality: 1, likes: ['Loose leaf tea', 'Tea bags & infusions', 'Pantry & sweets'] },
  { name: 'Home', share: 0.4, visitsPerYear: 8.5, lifetimeDays: 620, favourites: 2, loyalty: 0.3, basket: 2.5, seasonality: 1, likes: ['Kitchen & table', 'Throws & cushions', 'Candles & scent', 'Garden & outdoor'] },
  { name: 'Gift', share: 0.29, visitsPerYear: 4.5, lifetimeDays: 800, favourites: 1, loyalty: 0.1, basket: 2.8, seasonality: 2, likes: ['Cards & gifts', 'Bath & soap', 'Candles & scent', 'Christmas', 'Teaware'] },
  { name: 'Trade', share: 0.05, visitsPerYear: 32, lifetimeDays: 1_500, favourites: 4, loyalty: 0.7, basket: 5, seasonality: 0.6, likes: ['Tea bags & infusions', 'Coffee & cocoa', 'Teaware', 'Pantry & sweets'] },
];

export interface DemoCustomer {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly segment: Segment;
  readonly country: string;
  readonly hasConsent: boolean;
  readonly home: number;
  /** Chance that a visit of a shop customer is to the web shop. */
  readonly webShare: number;
  readonly taste: Float32Array;
  /** Products bought again and again. */
  readonly favourites: readonly number[];
  readonly leaveDay: number;
  /** Days of intended visits, ascending; some are not made once the customer has left. */
  readonly visits: readonly number[];
}

/** Who the customers are, what they like and when they mean to come: a renewal process on the clock of the shop's traffic. */
export function buildCustomers(seed: number, demand: DemandModel, products: readonly DemoProduct[], calendar: Calendar): DemoCustomer[] {
  const random = seededRandom(seed, 'customers');
  const clocks = segments.map(({ seasonality }) => locations.map((_, location) => trafficClock(demand, location, seasonality, calendar)));
  const popular = products.map(({ popularity, launchDay, category }) => (categories[category]!.isReplenished && launchDay < 0 ? popularity : 0));
  return Array.from({ length: CUSTOMER_COUNT }, (_, index) => {
    const s = random.weighted(segments.map(({ share }) => share));
    const segment = segments[s]!;
    const home = random.weighted(segment.name === 'Trade' ? [0.3, 0.2, 0.5] : [0.3, 0.22, 0.48]);
    const taste = Float32Array.from(categories, ({ name }) => random.gamma(1.5, segment.likes.includes(name) ? 2.2 : 1));
    const firstName = random.pick(firstNames);
    const lastName = random.pick(lastNames);
    const number = String(index + 1).padStart(5, '0');
    const firstDay = random.chance(0.4) ? 0 : Math.floor(calendar.lastDay * random.uniform() ** 0.85);
    const leaveDay = firstDay + random.exponential(segment.lifetimeDays);
    return {
      code: `C${number}`,
      name: segment.name === 'Trade' ? `${random.pick(tradeNames)} ${lastName}` : `${firstName} ${lastName}`,
      email: `customer.${number}@example.com`,
      segment,
      country: home === 2 ? countries[random.weighted([62, 18, 6, 5, 4, 3, 2])]! : 'IE',
      hasConsent: random.chance(0.82),
      home,
      webShare: random.chance(0.5) ? 0 : random.between(0.05, 0.4),
      taste,
      favourites: chooseFavourites(segment.favourites, taste, popular, products, random),
      leaveDay,
      visits: planVisits(clocks[s]![home]!, segment, firstDay, leaveDay, random),
    };
  });
}

/** Cumulated traffic of a location with a mean of 1 a day; it stands still on days the shop is shut. */
function trafficClock({ series, lines }: DemandModel, location: number, seasonality: number, { lastDay }: Calendar): Float64Array {
  const traffic = new Float64Array(lastDay + 1);
  for (let day = 0; day <= lastDay; day++) {
    let sum = 0;
    for (let s = 0; s < series.length; s++) if (series[s]!.location === location) sum += lines[day * series.length + s]!;
    traffic[day] = sum ** seasonality;
  }
  const mean = traffic.reduce((sum, value) => sum + value, 0) / traffic.length;
  let elapsed = 0;
  return traffic.map((value) => (elapsed += value / mean));
}

/** Gamma gaps with shape 2, steadier than chance, around a personal mean that differs widely between customers. */
function planVisits(clock: Float64Array, segment: Segment, firstDay: number, leaveDay: number, random: Random): number[] {
  const meanGap = 365 / Math.max(0.4, random.gamma(1.5, segment.visitsPerYear));
  const visits: number[] = [];
  let time = (clock[firstDay - 1] ?? 0) + (firstDay === 0 ? random.uniform() * Math.min(meanGap, 90) : 1e-9);
  for (let day = firstDay; ; time += random.gamma(2, meanGap)) {
    while (day < clock.length && clock[day]! < time) day++;
    if (day >= clock.length || (day > leaveDay && visits.length > 0)) return visits;
    if (visits.at(-1) !== day) visits.push(day);
  }
}

function chooseFavourites(count: number, taste: Float32Array, popular: readonly number[], products: readonly DemoProduct[], random: Random): number[] {
  const weights = popular.map((popularity, p) => popularity * taste[products[p]!.category]! ** 2);
  const favourites = new Set<number>();
  for (let k = 0; k < count; k++) favourites.add(random.weighted(weights));
  return [...favourites];
}

const countries = ['IE', 'GB', 'DE', 'FR', 'NL', 'US', 'BE'] as const;
const firstNames = ['Aoife', 'Ciara', 'Niamh', 'Orla', 'Saoirse', 'Maeve', 'Róisín', 'Sinéad', 'Emma', 'Sophie', 'Grace', 'Anna', 'Clara', 'Marie', 'Julia', 'Mei', 'Lin', 'Yan', 'Hana', 'Zofia', 'Conor', 'Cillian', 'Darragh', 'Eoin', 'Fionn', 'Oisín', 'Liam', 'Seán', 'Tom', 'Paul', 'James', 'Lukas', 'Pierre', 'Jan', 'Wei', 'Jun', 'Marek', 'Daniel', 'Mark', 'Peter'] as const;
const lastNames = ['Murphy', 'Kelly', 'Byrne', 'Ryan', 'O’Brien', 'Walsh', 'O’Sullivan', 'Doyle', 'McCarthy', 'Gallagher', 'Kennedy', 'Lynch', 'Murray', 'Quinn', 'Moore', 'Nolan', 'Power', 'Burke', 'Flynn', 'Hayes', 'Smith', 'Taylor', 'Müller', 'Schmidt', 'Dubois', 'Martin', 'de Vries', 'Jansen', 'Kowalska', 'Nowak', 'Chen', 'Wang', 'Li', 'Zhang', 'Tanaka', 'Silva', 'Costa', 'Rossi', 'Novak', 'Jensen'] as const;
const tradeNames = ['Café', 'Guesthouse', 'Hotel', 'Tea Rooms', 'Bakery', 'Interiors'] as const;
