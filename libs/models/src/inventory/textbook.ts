import { normalLossFunction, normalQuantile } from './normal';

/** Normal demand, items per period; the periods are independent. */
export type NormalDemand = { readonly mean: number; readonly sd: number };

/**
 * Economic order quantity √(2 D K / h), items.
 * @param yearlyDemand D, items a year
 * @param orderCost K, money per order
 * @param holdingCost h, money per item and year (unit cost × yearly holding rate)
 * @returns `Infinity` when holding costs nothing
 * Source: Harris (1913); Silver, Pyke & Thomas (2017), EOQ.
 */
export function economicOrderQuantity(yearlyDemand: number, orderCost: number, holdingCost: number): number {
  return Math.sqrt((2 * yearlyDemand * orderCost) / holdingCost);
}

/**
 * Demand over an uncertain time: mean μL, variance L σ² + μ² s².
 * @param time mean number of periods, and its standard deviation
 * Source: Chopra & Meindl, safety inventory with lead time uncertainty.
 */
export function demandOverTime(demand: NormalDemand, time: NormalDemand): NormalDemand {
  return { mean: demand.mean * time.mean, sd: Math.sqrt(time.mean * demand.sd ** 2 + demand.mean ** 2 * time.sd ** 2) };
}

/**
 * Level a normal demand does not exceed with probability `cycleServiceLevel`: the reorder point s of (s,Q) for demand over the lead
 * time, the order-up-to level S of (R,S) for demand over lead time + review period.
 */
export function levelForCycleService({ mean, sd }: NormalDemand, cycleServiceLevel: number): number {
  return mean + normalQuantile(cycleServiceLevel) * sd;
}

/**
 * Level at which the expected shortage of a cycle is (1 − fillRate) of the demand of a cycle.
 * @param cycleDemand items: Q under (s,Q), mean demand of a review period under (R,S)
 * Source: Silver, Pyke & Thomas (2017), σ G(k) = Q (1 − P₂); Nahmias, type 2 service.
 */
export function levelForFillRate({ mean, sd }: NormalDemand, fillRate: number, cycleDemand: number): number {
  if (sd === 0) return mean - (1 - fillRate) * cycleDemand;
  const wanted = ((1 - fillRate) * cycleDemand) / sd;
  let [low, high] = [-40, 40]; // the loss falls from 40 to 0
  for (let k = 0; k < 100; k++) {
    const z = (low + high) / 2;
    if (normalLossFunction(z) > wanted) low = z;
    else high = z;
  }
  return mean + high * sd;
}

/** Share of demand met from stock by a level: 1 − expected shortage of a cycle / demand of a cycle. */
export function fillRateOfLevel({ mean, sd }: NormalDemand, level: number, cycleDemand: number): number {
  const shortage = sd === 0 ? Math.max(0, mean - level) : sd * normalLossFunction((level - mean) / sd);
  return 1 - shortage / cycleDemand;
}

/** Share of demand scenarios a single order should cover: underage / (underage + overage) cost per item. Source: Arrow, Harris & Marschak (1951). */
export function criticalRatio(underageCost: number, overageCost: number): number {
  return underageCost / (underageCost + overageCost);
}
