import type { DemoProduct } from './assortment';
import { categories } from './categories';
import type { DemandModel } from './demand';
import { companions, families } from './families';
import { seededRandom, type Random } from './random';

/** What one location offers on one day, to be drawn from in proportion to expected demand. */
export interface Shelf {
  /** Sets the day; returns the lines expected at each location. */
  setDay(day: number): Float64Array;
  /** A series at a location, by its expected lines times the customer's taste for its category; -1 when nothing is offered. */
  draw(location: number, taste: Float32Array): number;
  /** Another series of the same category and location. */
  substitute(series: number): number;
  /** Something that goes with a product; -1 when nothing does. */
  companion(product: number, location: number): number;
  /** The series of a product at a location, -1 where it is not carried. */
  find(product: number, location: number): number;
}

export function stockShelf(seed: number, products: readonly DemoProduct[], demand: DemandModel, locationCount: number): Shelf {
  const random = seededRandom(seed, 'shelf');
  const { series, lines, level } = demand;
  const width = categories.length;
  const start = new Int32Array(locationCount * width);
  const end = new Int32Array(locationCount * width);
  const seriesOf = new Int32Array(products.length * locationCount).fill(-1);
  series.forEach(({ product, location }, s) => {
    const group = location * width + products[product]!.category;
    if (end[group] === 0) start[group] = s;
    end[group] = s + 1;
    seriesOf[product * locationCount + location] = s;
  });
  const together = pairProducts(products, seededRandom(seed, 'affinities'));
  const groupLines = new Float64Array(locationCount * width);
  const choice = new Float64Array(width);
  let today = lines.subarray(0, series.length);

  const drawFromGroup = (group: number) => {
    let rest = random.uniform() * groupLines[group]!;
    for (let s = start[group]!; s < end[group]!; s++) if ((rest -= today[s]!) < 0) return s;
    return end[group]! - 1;
  };
  const find = (product: number, location: number) => seriesOf[product * locationCount + location]!;

  return {
    find,
    setDay(day) {
      today = lines.subarray(day * series.length, (day + 1) * series.length);
      const perLocation = new Float64Array(locationCount);
      for (let group = 0; group < groupLines.length; group++) {
        let sum = 0;
        for (let s = start[group]!; s < end[group]!; s++) sum += today[s]!;
        groupLines[group] = sum;
        perLocation[Math.floor(group / width)]! += sum;
      }
      return perLocation;
    },
    draw(location, taste) {
      let total = 0;
      for (let c = 0; c < width; c++) total += choice[c] = groupLines[location * width + c]! * taste[c]!;
      return total === 0 ? -1 : drawFromGroup(location * width + random.weighted(choice));
    },
    substitute: (s) => drawFromGroup(series[s]!.location * width + products[series[s]!.product]!.category),
    companion(product, location) {
      const candidates = together[product]!;
      if (candidates.length === 0) return -1;
      const weights = candidates.map(({ other, pull }) => {
        const s = find(other, location);
        return s === -1 ? 0 : (pull * today[s]!) / level[s]!; // in season, launched and not discontinued
      });
      return Math.max(...weights) === 0 ? -1 : find(candidates[random.weighted(weights)]!.other, location);
    },
  };
}

/** For each product up to six that go with it: the same glaze or weave first, else chosen once and for all by popularity. */
function pairProducts(products: readonly DemoProduct[], random: Random): { other: number; pull: number }[][] {
  const finishes = new Set(families.flatMap(({ variants }) => variants.map(([name]) => name)));
  const finishOf = (p: number) => {
    const finish = products[p]!.name.split(', ').at(-1)!;
    return finishes.has(finish) ? finish : undefined;
  };
  const partners = (p: number, kind: string, pull: number) => {
    const others = products.flatMap((product, other) => (product.kind === kind && other !== p ? [other] : []));
    const matching = others.filter((other) => finishOf(other) !== undefined && finishOf(other) === finishOf(p));
    const pool = matching.length > 0 ? matching : others;
    const chosen = new Set<number>();
    for (let k = 0; k < 3 && pool.length > 0; k++) chosen.add(pool[random.weighted(pool.map((other) => products[other]!.popularity))]!);
    return [...chosen].map((other) => ({ other, pull }));
  };
  return products.map(({ kind }, p) =>
    companions
      .flatMap(([first, second, pull]) => {
        if (first === kind) return partners(p, second, pull);
        return second === kind ? partners(p, first, pull * 0.6) : [];
      })
      .slice(0, 6),
  );
}
