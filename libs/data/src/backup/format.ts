import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { z } from 'zod';

/** Rises when older programs could not read what newer ones write. */
export const BACKUP_FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const tableEntry = (name: string) => `tables/${name}.copy`;
export const FILES = 'files/';

const Sum = z.object({ bytes: z.number().int().nonnegative(), sha256: z.hash('sha256') });

/** The last entry of a backup: what the others hold. */
export const Manifest = z.object({
  format: z.number().int(),
  program: z.string(),
  madeAt: z.iso.datetime(),
  /** how many migrations the database had seen */
  migrations: z.number().int().positive(),
  tables: z.array(z.object({ name: z.string().regex(/^[a-z_]+$/), columns: z.array(z.string().regex(/^[a-z0-9_]+$/)) })),
  entries: z.record(z.string(), Sum),
});
export type Manifest = z.output<typeof Manifest>;

/** A file that cannot be restored, or a place that it cannot be restored to; says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Passes bytes on; `sum` tells afterwards what went through. */
export function measured(): { readonly stream: Transform; readonly sum: () => z.output<typeof Sum> } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, sum: () => ({ bytes, sha256: hash.digest('hex') }) };
}
