import { locations, type Assortment, type DemoProduct } from './assortment';
import type { Calendar } from './calendar';
import { categories, type Category } from './categories';
import type { DemoPromotion } from './promotions';
import { seededRandom, type Random } from './random';

/** Lines a day over the whole company in an average week at the start. */
const LINES_PER_DAY = 430;
const locationShare = [0.36, 0.24, 0.4] as const;
const locationTrend = [0.06, -0.02, 0.16] as const;
/** Monday to Sunday: Galway opens shorter on Sundays, Cork is shut on Mondays, the web shop sells most on Sunday evening and Monday. */
const locationWeek = [
  [0.9, 0.92, 0.95, 1, 1.12, 1.35, 0.76],
  [0, 1, 1.02, 1.08, 1.25, 1.6, 1.05],
  [1.16, 1.02, 0.98, 0.96, 0.9, 0.88, 1.1],
] as const;
const PRICE_ELASTICITY = 1.2;

export interface DemandModel {
  /** Products carried at a location, in order of location and category. */
  readonly series: readonly { readonly product: number; readonly location: number }[];
  /** Expected lines per series and day if nothing is ever out of stock, [day × series]. */
  readonly lines: Float32Array;
  /** The share of the list price taken off, [series × day]. */
  readonly discounts: Float32Array;
  /** What a careful planner would expect: average daily lines of a series at the start... */
  readonly level: Float32Array;
  /** ...times this factor of season, life cycle and known promotions, [product × day]. */
  readonly plan: Float32Array;
}

/** Multiplies popularity, season, weekday, trend, life cycle, price, promotion and a drifting taste into expected lines. */
export function modelDemand(seed: number, { products, prices }: Assortment, promotions: readonly DemoPromotion[], calendar: Calendar): DemandModel {
  const { days } = calendar;
  const series = listSeries(products);
  const discounts = spreadDiscounts(series, products, promotions, days);
  const season = Float32Array.from(categories.flatMap((category) => seasonCurve(category, calendar)));
  const level = scaleLevels(series, products);
  const plan = new Float32Array(products.length * days);
  const lines = new Float32Array(days * series.length);
  const taste = products.map((_, p) => driftingTaste(seededRandom(seed, `taste ${p}`), days));
  const noise = locations.map(({ code }) => dailyTraffic(seededRandom(seed, `traffic ${code}`), calendar));

  series.forEach(({ product: p, location: l }, s) => {
    const product = products[p]!;
    const category = categories[product.category]!;
    const growth = Math.log(1 + product.trend) + Math.log(1 + locationTrend[l]!);
    for (let day = 0; day < days; day++) {
      const life = lifeCycle(product, day);
      if (life === 0) continue;
      const discount = discounts[s * days + day]!;
      const uplift = promotionUplift(category, discount);
      const seasonal = season[product.category * days + day]! * life;
      if (discount === 0 || plan[p * days + day] === 0) plan[p * days + day] = seasonal * (1 + 0.7 * (uplift - 1));
      const isShut = l !== 2 && calendar.isPublicHoliday(day);
      if (isShut) continue;
      const hangover = category.isReplenished && discount === 0 && day >= 7 && discounts[s * days + day - 7]! > 0 ? 0.8 : 1;
      const price = (prices[p * days + day]! / prices[p * days]!) ** -PRICE_ELASTICITY;
      const week = locationWeek[l]![calendar.weekday[day]!]! * category.week[calendar.weekday[day]!]! ** (l === 2 ? 0.3 : 1);
      lines[day * series.length + s] =
        level[s]! * seasonal * uplift * hangover * price * week * Math.exp((growth * day) / 365) * taste[p]![day]! * noise[l]![day]!;
    }
  });
  return { series, lines, discounts, level, plan };
}

/** Ordered by location, then category, so that the series of one category at one location are neighbours. */
function listSeries(products: readonly DemoProduct[]): { product: number; location: number }[] {
  const byCategory = products.map((_, p) => p).sort((a, b) => products[a]!.category - products[b]!.category || a - b);
  return locations.flatMap((_, location) => byCategory.filter((p) => products[p]!.locations[location]).map((product) => ({ product, location })));
}

function scaleLevels(series: DemandModel['series'], products: readonly DemoProduct[]): Float32Array {
  const categoryTotal = categories.map((_, c) => products.reduce((sum, { category, popularity }) => sum + (category === c ? popularity : 0), 0));
  const weightTotal = categories.reduce((sum, { weight }) => sum + weight, 0);
  return Float32Array.from(series, ({ product, location }) => {
    const { category: c, popularity } = products[product]!;
    const { weight, locationMix } = categories[c]!;
    return LINES_PER_DAY * (weight / weightTotal) * (popularity / categoryTotal[c]!) * locationMix[location]! * locationShare[location]!;
  });
}

function spreadDiscounts(series: DemandModel['series'], products: readonly DemoProduct[], promotions: readonly DemoPromotion[], days: number): Float32Array {
  const discounts = new Float32Array(series.length * days);
  for (const promotion of promotions) {
    series.forEach(({ product, location }, s) => {
      const isMeant = promotion.product === undefined ? products[product]!.category === promotion.category : product === promotion.product;
      if (!isMeant || (promotion.location !== undefined && promotion.location !== location)) return;
      for (let day = Math.max(0, promotion.startDay); day <= Math.min(days - 1, promotion.endDay); day++) {
        discounts[s * days + day] = Math.max(discounts[s * days + day]!, promotion.discount);
      }
    });
  }
  return discounts;
}

/** Demand with a discount over demand without: constant elasticity, and a tenth more for the display. */
function promotionUplift({ promotionElasticity }: Category, discount: number): number {
  return discount === 0 ? 1 : 1.1 * (1 - discount) ** -promotionElasticity;
}

/** One value a day with mean 1 over the first year. */
function seasonCurve({ floor, bumps, events }: Category, calendar: Calendar): number[] {
  const raw = Array.from({ length: calendar.days }, (_, day) => {
    let value = floor;
    for (const { peak, width, height } of bumps) {
      const apart = Math.abs(calendar.dayOfYear[day]! - peak);
      value += height * Math.exp(-0.5 * (Math.min(apart, 365 - apart) / width) ** 2);
    }
    for (const { event, leadDays, height } of events) {
      const until = calendar.daysUntil(event, day);
      if (until <= leadDays) value += height * (1 - until / (leadDays + 1)) ** 1.3;
    }
    return value;
  });
  const mean = raw.slice(0, 365).reduce((sum, value) => sum + value, 0) / 365;
  return raw.map((value) => value / mean);
}

/** Share of full demand: a launch climbs for six weeks with some curiosity on top, and nothing sells once discontinued. */
function lifeCycle({ launchDay, discontinuedDay }: DemoProduct, day: number): number {
  if (day < launchDay || (discontinuedDay !== undefined && day >= discontinuedDay)) return 0;
  const age = day - launchDay;
  const launched = age < 120 ? Math.min(1, 0.35 + (0.65 * age) / 42) * (1 + 0.3 * Math.exp(-(((age - 30) / 22) ** 2))) : 1;
  const leaving = discontinuedDay !== undefined && day > discontinuedDay - 90 ? 0.6 : 1;
  return launched * leaving;
}

/** A weekly autoregressive factor (0.8 a week) with mean 1: what no calendar explains. */
function driftingTaste(random: Random, days: number): Float32Array {
  const shock = 0.15;
  const spread = shock / Math.sqrt(1 - 0.8 ** 2);
  let state = spread * random.normal();
  return Float32Array.from({ length: days }, (_, day) => {
    if (day % 7 === 0) state = 0.8 * state + shock * random.normal();
    return Math.exp(state - spread ** 2 / 2);
  });
}

/** Weather and chance: a common factor of one location's day, with a few days of storm for the shops. */
function dailyTraffic(random: Random, calendar: Calendar): Float32Array {
  return Float32Array.from({ length: calendar.days }, () => Math.exp(0.09 * random.normal()) * (random.chance(0.008) ? 0.45 : 1));
}
