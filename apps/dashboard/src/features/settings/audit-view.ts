import { AuditAction } from '@almanac/data/contract';
import * as z from 'zod/mini';
import { optionalDay, optionalOneOf, optionalText } from '../../platform/view-fields';

/** The audit log as its address holds it. */
export const AuditView = z.object({ userId: optionalText(64), action: optionalOneOf(AuditAction.options), from: optionalDay, to: optionalDay });
