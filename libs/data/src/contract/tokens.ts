import { z } from 'zod';
import { TokenScope } from './terms';

export const CreateToken = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(TokenScope).min(1).max(TokenScope.options.length).transform((scopes) => [...new Set(scopes)]),
  /** days until it expires */
  days: z.number().int().min(1).max(730),
  perMinute: z.number().int().min(1).max(100_000).default(600),
});
export type CreateToken = z.output<typeof CreateToken>;

export const OneToken = z.object({ tokenId: z.uuid() });
export type OneToken = z.output<typeof OneToken>;

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  /** its first characters, by which people recognize it */
  readonly prefix: string;
  readonly scopes: readonly TokenScope[];
  readonly perMinute: number;
  readonly state: 'active' | 'expired' | 'revoked';
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly createdByName: string;
  readonly createdAt: Date;
}

/** The only time the token itself is told. */
export interface CreatedToken {
  readonly id: string;
  readonly token: string;
}
