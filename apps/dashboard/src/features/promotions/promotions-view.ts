import { z } from 'zod';

export const PromotionsView = z.object({ past: z.enum(['0', '1']).catch('0') });
