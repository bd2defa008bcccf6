import { z } from 'zod';

const Days = (least: number) => z.number().int().min(least).max(3650).nullable();

/** How a company treats the data of its customers; days are how long each kind is kept, `null` for ever. */
export const PrivacySettings = z.object({
  pseudonymizesCustomers: z.boolean(),
  /** files that were worked on */
  uploadDays: Days(1),
  /** until a sales line loses its customer */
  purchaseDays: Days(30),
  /** without a purchase, until a customer is erased */
  customerDays: Days(30),
  auditDays: Days(30),
});
export type PrivacySettings = z.output<typeof PrivacySettings>;

export const defaultPrivacy: PrivacySettings = { pseudonymizesCustomers: false, uploadDays: null, purchaseDays: null, customerDays: null, auditDays: null };

export const FindPerson = z.object({ q: z.string().trim().min(1).max(200) });
export type FindPerson = z.output<typeof FindPerson>;
export const OnePerson = z.object({ customerId: z.coerce.number().int().positive() });
export type OnePerson = z.output<typeof OnePerson>;

export interface Person {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly purchases: number;
}

/** What an erasure took away: rows that lost the customer, and rows that went. */
export interface Erased {
  readonly anonymized: number;
  readonly deleted: number;
}
