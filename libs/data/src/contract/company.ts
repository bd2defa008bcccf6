import { z } from 'zod';
import { Role } from './terms';

const Currency = z.string().regex(/^[A-Z]{3}$/);
const TimeZone = z.string().max(64).refine(isTimeZone);
const Name = z.string().trim().min(1).max(120);

const Email = z.email().max(254).transform((address) => address.toLowerCase());
const Password = z.string().min(10).max(128);

/** The first-run form: the company and the account of its owner. */
export const CreateCompany = z.object({
  companyName: Name,
  currency: Currency,
  timeZone: TimeZone,
  name: Name,
  email: Email,
  password: Password,
});
export type CreateCompany = z.output<typeof CreateCompany>;

export const UpdateCompany = z.object({ name: Name, currency: Currency, timeZone: TimeZone });
export type UpdateCompany = z.output<typeof UpdateCompany>;

export const AddMember = z.object({ name: Name, email: Email, password: Password, role: Role });
export const ChangeRole = z.object({ memberId: z.string().max(64), role: Role });
export type ChangeRole = z.output<typeof ChangeRole>;
export const RemoveMember = z.object({ memberId: z.string().max(64) });
export type RemoveMember = z.output<typeof RemoveMember>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
