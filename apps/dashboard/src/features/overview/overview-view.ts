import * as z from 'zod/mini';
import { oneOf, optionalId } from '../../platform/view-fields';

export const OverviewView = z.object({
  frequency: oneOf(['week', 'day'], 'week'),
  location: optionalId,
  weeks: oneOf(['13', '26', '52'], '52'),
  measure: oneOf(['units', 'revenue'], 'units'),
});
export type OverviewView = z.output<typeof OverviewView>;
