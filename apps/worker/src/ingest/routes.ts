import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { DomainError, ImportKey, UploadQuery } from '@almanac/data/contract';
import { z } from 'zod';
import type { HttpTools } from '../platform/http';
import { inWords } from './problem-file';
import { getProblemsKey, storeUpload } from './service';

const Locale = z.enum(['en', 'zh']).catch('en');

/** Uploads come as the raw body, so that a file of any size is never held in memory. */
export const registerImportRoutes =
  ({ maxBytes }: { maxBytes: number }) =>
  ({ app, requireOrg }: HttpTools): void => {
    app.post('/api/uploads', async (c) => {
      const ctx = await requireOrg(c, 'planner');
      const query = UploadQuery.safeParse(c.req.query());
      if (!query.success) throw new DomainError('request.invalid');
      if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw new DomainError('import.file_too_large', { maxBytes });
      const { body } = c.req.raw;
      if (body === null) throw new DomainError('import.file_empty');
      const importId = await storeUpload(ctx, ctx.orgId, { ...query.data, content: limited(Readable.fromWeb(body as ReadableStream<Uint8Array>), maxBytes), createdBy: ctx.userId });
      return c.json({ importId });
    });

    app.get('/api/downloads/imports/:importId/problems.csv', async (c) => {
      const ctx = await requireOrg(c, 'viewer');
      const params = ImportKey.safeParse(c.req.param());
      if (!params.success) throw new DomainError('import.not_found');
      const { key, fileName } = await getProblemsKey(ctx, params.data);
      const name = `${fileName.replace(/\.(csv|tsv|txt|xlsx|gz)$/i, '')} - problems.csv`;
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', `attachment; filename="problems.csv"; filename*=UTF-8''${encodeURIComponent(name)}`);
      return c.body(Readable.toWeb(inWords(ctx.files.read(key), Locale.parse(c.req.query('locale')))) as globalThis.ReadableStream);
    });
  };

async function* limited(content: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > maxBytes) throw new DomainError('import.file_too_large', { maxBytes });
    yield chunk;
  }
}
