import { z } from 'zod';

const Currency = z.string().regex(/^[A-Z]{3}$/);
const TimeZone = z.string().max(64).refine(isTimeZone);
const Name = z.string().trim().min(1).max(120);

/** The first-run form: the company and the account of its owner. */
export const CreateCompany = z.object({
  companyName: Name,
  currency: Currency,
  timeZone: TimeZone,
  name: Name,
  email: z.email().max(254).transform((address) => address.toLowerCase()),
  password: z.string().min(10).max(128),
});
export type CreateCompany = z.output<typeof CreateCompany>;

export const UpdateCompany = z.object({ name: Name, currency: Currency, timeZone: TimeZone });
export type UpdateCompany = z.output<typeof UpdateCompany>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
