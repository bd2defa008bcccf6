import type { Calendar } from './calendar';
import { categories } from './categories';
import { families, suppliers, type Family } from './families';
import { seededRandom, type Random } from './random';

export interface DemoProduct {
  readonly code: string;
  readonly name: string;
  readonly category: number;
  readonly kind: string;
  readonly supplier: number;
  readonly costShare: number;
  readonly packSize: number;
  readonly minimumOrder: number;
  /** Set where the product takes longer or shorter than its supplier usually does. */
  readonly leadTimeDays: number | undefined;
  readonly multiple: Family['multiple'];
  /** Lines a day over all locations in an average week, before it is scaled to the company. */
  readonly popularity: number;
  /** Change of demand per year. */
  readonly trend: number;
  readonly launchDay: number;
  /** First day it is no longer sold. */
  readonly discontinuedDay: number | undefined;
  readonly locations: readonly boolean[];
}

export interface Assortment {
  readonly products: readonly DemoProduct[];
  /** List price in cents, [product × day]. */
  readonly prices: Int32Array;
}

export const locations = [
  { code: 'GAL', name: 'Harbour Street, Galway' },
  { code: 'CRK', name: 'Market Lane, Cork' },
  { code: 'WEB', name: 'Web warehouse' },
] as const;

/** Sold with small web orders; neither stocked nor forecast. */
export const delivery = { code: 'SV-001', name: 'Standard delivery', priceMinor: 495, freeFromMinor: 4_500 } as const;

/** Chooses names, prices, suppliers and life cycles of everything sold from 30 months ago to the planned launches. */
export function buildAssortment(seed: number, calendar: Calendar): Assortment {
  const random = seededRandom(seed, 'assortment');
  const drafts = families.flatMap((family) => nameProducts(family, random).map((draft) => ({ ...draft, family })));
  const launches = planLaunches(drafts.map((draft) => draft.family.category === 'Christmas'), random, calendar);
  const counters = new Map<string, number>();
  const products = drafts.map(({ name, family, popularity }, index): DemoProduct => {
    const prefix = codePrefixes[categories.findIndex((category) => category.name === family.category)]!;
    const number = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, number);
    const supplier = suppliers.findIndex((candidate) => candidate.code === family.supplier);
    const isBestSeller = popularity > family.appeal * 1.2;
    return {
      code: `${prefix}-${String(number).padStart(3, '0')}`,
      name,
      category: categories.findIndex((category) => category.name === family.category),
      kind: family.kind,
      supplier,
      costShare: family.costShare * random.between(0.92, 1.08),
      packSize: family.packSize,
      minimumOrder: family.packSize * (random.chance(0.25) ? 2 : 1),
      leadTimeDays: random.chance(0.08) ? Math.round(suppliers[supplier]!.leadTimeDays * random.between(1.3, 1.8)) : undefined,
      multiple: family.multiple,
      popularity,
      trend: Math.exp(0.14 * random.normal()) - 1,
      ...launches[index]!,
      locations: [isBestSeller || random.chance(0.85), isBestSeller || random.chance(0.6), true],
    };
  });
  return { products, prices: priceHistory(products, drafts.map(({ price }) => price), seededRandom(seed, 'prices'), calendar) };
}

const codePrefixes = ['LT', 'TB', 'CC', 'TW', 'KT', 'CS', 'TC', 'GO', 'BS', 'XM', 'PS', 'CG'] as const;

function nameProducts(family: Family, random: Random): { name: string; price: number; popularity: number }[] {
  const itemPrices = family.items.map(() => random.between(...family.price));
  const itemAppeal = family.items.map(() => Math.exp(0.95 * random.normal()));
  const combinations = family.items.flatMap((item, k) =>
    family.variants.map(([variant, factor]) => ({
      name: variant === '' ? item : `${item}, ${variant}`,
      price: itemPrices[k]! * factor,
      popularity: family.appeal * itemAppeal[k]! * Math.exp(0.7 * random.normal()) * factor ** -0.5,
    })),
  );
  return random.shuffle(combinations).slice(0, family.count);
}

/** About a fifth of the assortment is launched within the history, a tenth leaves it; some of both is recent or planned. */
function planLaunches(isSeasonal: readonly boolean[], random: Random, { lastDay }: Calendar): Pick<DemoProduct, 'launchDay' | 'discontinuedDay'>[] {
  const order = random.shuffle(isSeasonal.flatMap((seasonal, index) => (seasonal ? [] : [index])));
  const plan = isSeasonal.map(() => ({ launchDay: -30 - random.below(2200), discontinuedDay: undefined as number | undefined }));
  const next = (count: number) => order.splice(0, count).map((index) => plan[index]!);
  for (const product of next(52)) product.launchDay = 30 + random.below(lastDay - 60);
  for (const product of next(4)) product.launchDay = lastDay - 4 - random.below(18);
  for (const product of next(2)) product.launchDay = lastDay + 9 + random.below(24);
  for (const product of next(28)) product.discontinuedDay = 140 + random.below(lastDay - 150);
  for (const product of next(3)) product.discontinuedDay = lastDay + 12 + random.below(40);
  return plan;
}

/** Suppliers raise their prices on 1 March in most years; a few products are moved on their own. */
function priceHistory(products: readonly DemoProduct[], first: readonly number[], random: Random, calendar: Calendar): Int32Array {
  const years = [...new Set(calendar.year)];
  const rises = suppliers.map(() => years.map(() => (random.chance(0.75) ? random.between(1.025, 1.07) : 1)));
  const prices = new Int32Array(products.length * calendar.days);
  products.forEach((product, p) => {
    const ownChange = random.chance(0.18) ? { day: 60 + random.below(calendar.lastDay - 120), factor: random.pick([0.88, 0.92, 1.06, 1.1]) } : undefined;
    let price = charm(first[p]!);
    for (let day = 0; day < calendar.days; day++) {
      const isSpring = calendar.dayOfYear[day] === 59 && day <= calendar.lastDay;
      if (isSpring) price = charm((price / 100) * rises[product.supplier]![years.indexOf(calendar.year[day]!)]!);
      if (ownChange?.day === day) price = charm((price / 100) * ownChange.factor);
      prices[p * calendar.days + day] = price;
    }
  });
  return prices;
}

/** To the nearest price that ends in 5 cents under half a euro, in cents. */
function charm(euro: number): number {
  return Math.max(195, Math.round(euro * 2) * 50 - 5);
}
