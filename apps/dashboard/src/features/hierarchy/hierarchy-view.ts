import { z } from 'zod';

/** Which aggregate is open, how the company is divided, and how it is shown. */
export const HierarchyView = z.object({
  frequency: z.enum(['week', 'day']).catch('week'),
  level: z.enum(['total', 'category', 'location', 'category_location', 'product']).catch('total'),
  key: z.string().max(300).catch(''),
  by: z.enum(['category', 'location', 'product']).catch('category'),
  tab: z.enum(['chart', 'table']).catch('chart'),
});
export type HierarchyView = z.output<typeof HierarchyView>;
