import { z } from 'zod';

export const OverviewView = z.object({
  frequency: z.enum(['week', 'day']).catch('week'),
  location: z.coerce.number().int().positive().optional().catch(undefined),
  weeks: z.enum(['13', '26', '52']).catch('52'),
  measure: z.enum(['units', 'revenue']).catch('units'),
});
export type OverviewView = z.output<typeof OverviewView>;
