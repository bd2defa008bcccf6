import { AuditAction } from '@almanac/data/contract';
import { z } from 'zod';

const day = z.iso.date().optional().catch(undefined);

/** The audit log as its address holds it. */
export const AuditView = z.object({ userId: z.string().max(64).optional().catch(undefined), action: AuditAction.optional().catch(undefined), from: day, to: day });
