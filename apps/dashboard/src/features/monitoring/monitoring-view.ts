import * as z from 'zod/mini';
import { oneOf } from '../../platform/view-fields';

export const ForecastModelView = z.object({ frequency: oneOf(['week', 'day'], 'week') });
