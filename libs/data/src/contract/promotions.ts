import { z } from 'zod';

const PromotionId = z.number().int().positive();

/** A promotion somebody plans: of one product, of a category, or (neither given) of everything; at one location or all. */
export const SavePromotion = z
  .object({
    /** absent for a new one */
    id: PromotionId.optional(),
    name: z.string().trim().min(1).max(120),
    productCode: z.string().trim().min(1).max(100).optional(),
    category: z.string().max(200).optional(),
    location: z.number().int().positive().optional(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    discountPercent: z.number().positive().max(95).optional(),
  })
  .refine(({ startsOn, endsOn, productCode, category }) => startsOn <= endsOn && (productCode === undefined || category === undefined));
export type SavePromotion = z.output<typeof SavePromotion>;

export const OnePromotion = z.object({ id: PromotionId });
export type OnePromotion = z.output<typeof OnePromotion>;

/** Past ones too, or only those that run or are to come. */
export const ListPromotions = z.object({ hasPast: z.boolean().default(false) });
export type ListPromotions = z.output<typeof ListPromotions>;

export interface Promotion {
  readonly id: number;
  readonly name: string;
  readonly productCode: string | null;
  readonly productName: string | null;
  readonly category: string | null;
  readonly locationId: number | null;
  readonly location: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly discountPercent: number | null;
  /** came with a file, and is changed there */
  readonly isImported: boolean;
}
