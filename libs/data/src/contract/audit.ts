import { z } from 'zod';
import { AuditAction } from './terms';

const Day = z.iso.date();

export const AuditFilter = z.object({
  userId: z.string().min(1).max(64).optional(),
  action: z.optional(AuditAction),
  /** first and last calendar day of the company */
  from: Day.optional(),
  to: Day.optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

export const ListAudit = AuditFilter.extend({ cursor: z.number().int().positive().nullish(), limit: z.number().int().min(1).max(200).default(100) });
export type ListAudit = z.output<typeof ListAudit>;

export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly action: AuditAction;
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number>>;
}

export interface AuditPage {
  readonly rows: readonly AuditEntry[];
  readonly nextCursor: number | null;
  /** everyone with an entry, by name */
  readonly people: readonly { readonly userId: string; readonly name: string }[];
}
