import { createHash, randomBytes } from 'node:crypto';

/** `alm_`, eight digits to recognize and find it by, and 256 random bits. */
const SHAPE = /^(alm_[0-9a-f]{8})_[\w-]{43}$/;

export function createSecret(): string {
  return `alm_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;
}

/** The part that is kept in the clear; nothing where the text has not the shape of a token. */
export const prefixOf = (token: string): string | undefined => SHAPE.exec(token)?.[1];

/** Of 256 random bits a plain hash tells nothing: a slow one, as for passwords, would only slow each request down. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
