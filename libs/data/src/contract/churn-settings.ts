import * as z from 'zod/mini';

const Minor = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000_000));
const wholeBetween = (least: number, most: number) => z.number().check(z.int(), z.minimum(least), z.maximum(most));
const share = z.number().check(z.gt(0), z.lte(1));
const columnsUpTo = (most: number) => z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.maxLength(most));

/** The rules of a company's churn warnings; the form of the settings page checks by them too, hence zod's small build. */
export const ChurnSettings = z.object({
  /** `null` takes what the data propose */
  windowDays: z.nullable(wholeBetween(7, 730)),
  horizonMonths: wholeBetween(1, 60),
  excluded: columnsUpTo(100),
  groupColumns: columnsUpTo(10),
  contactCostMinor: Minor,
  offerCostMinor: Minor,
  saveRate: share,
  /** `null` takes what sales and costs say, or else all of it */
  marginShare: z.nullable(share),
  /** `null` takes what parts leavers from others best */
  threshold: z.nullable(z.number().check(z.gt(0), z.lt(1))),
  valueColumn: z.nullable(z.string().check(z.maxLength(200))),
});
export type ChurnSettings = z.output<typeof ChurnSettings>;

export const defaultChurnSettings: ChurnSettings = { windowDays: null, horizonMonths: 12, excluded: [], groupColumns: ['segment', 'country'], contactCostMinor: 50, offerCostMinor: 500, saveRate: 0.15, marginShare: null, threshold: null, valueColumn: null };
