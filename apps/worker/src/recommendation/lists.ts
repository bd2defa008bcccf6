import { historyOf, type History, type Interactions, type NextPurchase, type PurchaseDays, type Recommender, type Replenishment, type ResponseModel } from '@almanac/models';
import { featuresOfAgain, featuresOfNew, type Activity } from './activity';

/** What may be said to one customer: products not had yet in the model's order, and what the customer buys again. */
export interface CustomerList {
  readonly history: History;
  readonly fresh: readonly { readonly item: number; readonly score: number; readonly features: number[] }[];
  readonly again: readonly (NextPurchase & { readonly item: number; readonly features: number[] })[];
}

interface Sources {
  readonly data: Interactions;
  readonly purchases: PurchaseDays;
  readonly recommender: Recommender;
  readonly replenishment: Replenishment;
  readonly activity: Activity;
  /** flags per product: not to be recommended */
  readonly isExcluded: Uint8Array;
  readonly responseDays: number;
}

/** @param pool most products not had yet */
export function listFor({ data, purchases, recommender, replenishment, activity, isExcluded, responseDays }: Sources, customer: number, pool: number): CustomerList {
  const history = historyOf(data, customer);
  const found = recommender.recommend(history, pool, { isExcluded });
  const best = found[0]?.score ?? 1;
  const fresh = found.map(({ item, score }, rank) => ({ item, score, features: featuresOfNew(activity, customer, item, rank, best > 0 ? score / best : 0) }));
  const again: CustomerList['again'][number][] = [];
  for (let e = purchases.start[customer]!; e < purchases.start[customer + 1]!; e++) {
    const item = purchases.product[e]!;
    if (isExcluded[item] === 1) continue;
    const days = purchases.days.subarray(purchases.dayStart[e]!, purchases.dayStart[e + 1]!);
    const next = replenishment.next(item, days, activity.day, responseDays);
    if (next !== undefined) again.push({ item, ...next, features: featuresOfAgain(activity, customer, item, next.probability, days.length) });
  }
  return { history, fresh, again };
}

/** Chances of a response, learnt on a past date; without enough responses then, what the figures themselves say. */
export interface Responses {
  readonly fresh: ResponseModel | undefined;
  readonly again: ResponseModel | undefined;
}

/** A product bought by a tenth of the customers in a window is taken by a tenth: what is said of a product not had yet where nothing better is known. */
export function probabilityOfNew({ fresh }: Responses, { recentBuyers }: Activity, customers: number, { item, features }: CustomerList['fresh'][number]): number {
  return fresh ? fresh.predict(features) : recentBuyers[item]! / customers;
}

export function probabilityOfAgain({ again }: Responses, { probability, features }: CustomerList['again'][number]): number {
  return again ? again.predict(features) : probability;
}
