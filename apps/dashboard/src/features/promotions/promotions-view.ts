import * as z from 'zod/mini';
import { oneOf } from '../../platform/view-fields';

export const PromotionsView = z.object({ past: oneOf(['0', '1'], '0') });
