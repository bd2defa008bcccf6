import * as z from 'zod/mini';
import { oneOf, text } from '../../platform/view-fields';

/** Which aggregate is open, how the company is divided, and how it is shown. */
export const HierarchyView = z.object({
  frequency: oneOf(['week', 'day'], 'week'),
  level: oneOf(['total', 'category', 'location', 'category_location', 'product'], 'total'),
  key: text(300),
  by: oneOf(['category', 'location', 'product'], 'category'),
  tab: oneOf(['chart', 'table'], 'chart'),
});
export type HierarchyView = z.output<typeof HierarchyView>;
