import { z } from 'zod';
import { SeriesId } from './ids';
import { MOST_SIMILAR } from './terms';

export const GetAnalogy = z.object({
  seriesId: SeriesId,
  /** part of a code or name to look for; without one, suggestions */
  q: z.string().trim().max(200).optional(),
});
export type GetAnalogy = z.output<typeof GetAnalogy>;

/** Which products the product of a series is forecast like; none takes the choice back. */
export const SetAnalogy = z.object({
  seriesId: SeriesId,
  likeIds: z.array(z.number().int().positive()).max(MOST_SIMILAR).transform((ids) => [...new Set(ids)]),
  /** what it is expected to sell against them; 100 is as much */
  scalePercent: z.number().min(1).max(1000).default(100),
});
export type SetAnalogy = z.output<typeof SetAnalogy>;

export interface SimilarProduct {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly category: string | null;
  readonly priceMinor: number | null;
  /** first sale where the series is; `null` when it never sold there */
  readonly soldSince: string | null;
}

export interface Analogy {
  readonly chosen: readonly SimilarProduct[];
  readonly scalePercent: number;
  /** who chose them, and when; `null` without a choice */
  readonly author: string | null;
  readonly createdAt: Date | null;
  readonly found: readonly SimilarProduct[];
}
