import { createHmac } from 'node:crypto';

/** Twenty digits of base 32: 100 bits, so that no two of a billion customers meet. */
const LENGTH = 20;
const DIGITS = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';

/** What stands for a customer's code where codes are not kept: always the same for a company, and of no use without its secret. */
export function pseudonymOf(secret: string, code: string): string {
  const bytes = keyed(secret, 'pseudonym', code);
  return `P-${Array.from(bytes.subarray(0, LENGTH), (byte) => DIGITS[byte % 32]!).join('')}`;
}

/** By this an erased customer is known again. */
export const erasureHashOf = (secret: string, code: string): string => keyed(secret, 'erased', code).toString('hex');

/** Customer codes are compared without regard to case. */
const keyed = (secret: string, purpose: string, code: string) => createHmac('sha256', Buffer.from(secret, 'hex')).update(`${purpose}\0${code.toUpperCase()}`).digest();
