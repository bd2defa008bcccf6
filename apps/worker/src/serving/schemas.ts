import { ForecastFrequency } from '@almanac/data/contract';
import { z } from 'zod';

/** The public shapes of the endpoints: the document at /api/v1/openapi.json is made from these. */
const Code = z.string().trim().min(1).max(100);
const Group = z.string().trim().min(1).max(200);
const Day = z.iso.date();

export const RecommendationsQuery = z
  .strictObject({
    customer: Code.optional().meta({ description: 'Code of a customer. One who is not known gets what is popular.' }),
    product: Code.optional().meta({ description: 'Code of a product: what goes into the basket with it.' }),
    segment: Group.optional().meta({ description: 'Segment of a customer who is not known.' }),
    country: Group.optional().meta({ description: 'Country of a customer who is not known.' }),
    limit: z.coerce.number().int().min(1).max(50).default(10).meta({ description: 'Most products to answer with.' }),
  })
  .refine(({ customer, product }) => customer === undefined || product === undefined, { error: 'Give a customer or a product, not both', path: ['product'] });

export const ForecastQuery = z.strictObject({
  product: Code.meta({ description: 'Code of a product.' }),
  location: Code.meta({ description: 'Code of a location.' }),
  frequency: z.enum(ForecastFrequency.options).default('week').meta({ description: 'Length of a period.' }),
});

const RecommendedProduct = z
  .object({
    product: z.string().meta({ description: 'Code' }),
    name: z.string(),
    category: z.string().nullable(),
    kind: z.enum(['new', 'again', 'popular']).meta({ description: 'new: the customer does not have it. again: it runs out and is due. popular: from what others buy.' }),
    probability: z.number().nullable().meta({ description: 'Chance of a purchase within responseDays; for a product, share of its baskets that hold this one too. null where it cannot be told.' }),
    priceMinor: z.number().int().nullable().meta({ description: 'Price of one item in minor units of the currency' }),
    dueOn: Day.nullable().meta({ description: 'Day the next purchase is expected, for what is bought again' }),
    because: z.array(z.object({ product: z.string(), name: z.string() })).meta({ description: 'What the customer has that speaks for it, strongest first' }),
  })
  .meta({ id: 'RecommendedProduct' });

export const Recommendations = z
  .object({
    customer: z.string().nullable().meta({ description: 'The code asked for; null without one' }),
    product: z.string().nullable(),
    source: z.enum(['personal', 'segment', 'country', 'everyone', 'best_sellers', 'baskets']).meta({
      description: "personal: from the customer's own purchases. segment, country, everyone: what sells there. best_sellers: what sold most lately, before the first training. baskets: what stands in baskets together.",
    }),
    trainedAt: z.iso.datetime().nullable().meta({ description: 'When the model was trained; null before the first training' }),
    responseDays: z.number().int().nullable(),
    currency: z.string().meta({ description: 'ISO 4217' }),
    items: z.array(RecommendedProduct),
  })
  .meta({ id: 'Recommendations' });
export type Recommendations = z.output<typeof Recommendations>;

export const Forecast = z
  .object({
    product: z.string(),
    location: z.string(),
    frequency: ForecastFrequency,
    cutoff: Day.meta({ description: 'Last period of sales the forecast knows of' }),
    periods: z.array(
      z.object({
        from: Day.meta({ description: 'First day of the period' }),
        mean: z.number().meta({ description: 'Expected demand, items, with what planners changed' }),
        lower: z.number().meta({ description: 'Lower end of the 80 % interval' }),
        upper: z.number().meta({ description: 'Upper end of the 80 % interval' }),
        isChanged: z.boolean().meta({ description: 'A planner changed what the model said' }),
      }),
    ),
  })
  .meta({ id: 'Forecast' });
export type Forecast = z.output<typeof Forecast>;

export const Problem = z
  .object({
    type: z.string().meta({ description: 'urn:almanac:problem: and the code' }),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stays the same from version to version' }),
    detail: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });
export type Problem = z.output<typeof Problem>;
