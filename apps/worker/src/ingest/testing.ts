import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { withOrg, type Database } from '@almanac/data';
import type { ColumnMapping, FileFormat, ImportId, ImportKind } from '@almanac/data/contract';
import { createTestDatabase } from '@almanac/data/testing';
import { sql, type SQL } from 'drizzle-orm';
import { createOrganization, getOrganization } from '../auth/organizations';
import type { OrgContext } from '../platform/context';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { importJobs } from './jobs';
import { applyImport, checkImport, getImport, previewImport, storeUpload, undoImport } from './service';

/** Companies of one database, one for each test. */
export async function openTestShops(): Promise<{ newShop(): Promise<TestShop>; close(): Promise<void> }> {
  const shops = [await openTestShop('first')];
  return {
    newShop: async () => {
      const shop = await openTestShop(`shop-${shops.length}`, shops[0]!.ctx.database);
      shops.push(shop);
      return shop;
    },
    close: async () => {
      for (const shop of shops.reverse()) await shop.close(); // the first one owns the database
    },
  };
}

/** Rows of a company, as its members see them. */
export const query = <T extends Record<string, unknown>>({ ctx }: TestShop, statement: SQL) => withOrg(ctx.database.db, ctx.orgId, async (tx) => [...(await tx.execute<T>(statement))]);

/** All that tables hold of a company, to compare before and after. */
export const contents = (shop: TestShop, tables: readonly string[]) => Promise.all(tables.map((table) => query(shop, sql.raw(`select * from ${table} order by 1, 2, 3, 4`))));

type Sent = { readonly name: string; readonly payload: unknown };

/** A company with a file store and a queue whose jobs run when the test says so. */
export interface TestShop {
  readonly ctx: OrgContext;
  readonly sent: Sent[];
  /** Runs what was sent, as a worker would. */
  work(): Promise<void>;
  upload(kind: ImportKind, content: string | Uint8Array, name?: string): Promise<ImportId>;
  /** Uploads and checks, with the guessed mapping unless told otherwise. */
  check(kind: ImportKind, content: string | Uint8Array, options?: { mapping?: ColumnMapping; format?: Partial<FileFormat> }): Promise<ImportId>;
  /** Uploads, checks and writes. */
  bring(kind: ImportKind, content: string | Uint8Array): Promise<ImportId>;
  /** Takes an import back. */
  undo(importId: ImportId): Promise<void>;
  state(importId: ImportId): ReturnType<typeof getImport>;
}

export async function openTestShop(slug: string, database?: Database): Promise<TestShop & { close(): Promise<void> }> {
  const own = database ?? (await createTestDatabase());
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'almanac-ingest-'));
  await createOrganization(own, { name: slug, slug, currency: 'EUR', timeZone: 'UTC' });
  const org = await getOrganization(own, slug);
  const sent: Sent[] = [];
  const ctx = {
    database: own,
    files: openFileStore(folder),
    clock: { now: () => new Date('2024-06-30T12:00:00Z') },
    log: createLogger('silent'),
    bus: { publish: async () => undefined },
    jobs: { send: async (_tx: unknown, job: { name: string }, payload: unknown) => void sent.push({ name: job.name, payload }), check: async () => undefined },
    orgId: org.id,
    org,
    userId: 'tester',
    userName: 'Tester',
    role: 'planner',
  } as unknown as OrgContext;
  const shop: TestShop = {
    ctx,
    sent,
    async work() {
      for (const { name, payload } of sent.splice(0)) {
        const handler = importJobs.find((job) => job.name === name);
        await handler?.run(ctx, payload, { attempt: 1, isLastAttempt: true, signal: new AbortController().signal, workerId: 'test' });
      }
    },
    upload: (kind, content, name = `${kind}.csv`) => storeUpload(ctx, org.id, { kind, name, content: Readable.from([Buffer.from(content)]), createdBy: null }),
    async check(kind, content, { mapping, format } = {}) {
      const importId = await shop.upload(kind, content);
      const preview = await previewImport(ctx, { importId, format });
      const guessed = Object.fromEntries(preview.columns.flatMap(({ name, field }) => (field === null ? [] : [[name, field]])));
      await checkImport(ctx, { importId, mapping: mapping ?? guessed, format });
      await shop.work();
      return importId;
    },
    async bring(kind, content) {
      const importId = await shop.check(kind, content);
      await applyImport(ctx, { importId, mode: 'all' });
      await shop.work();
      return importId;
    },
    async undo(importId) {
      await undoImport(ctx, { importId });
      await shop.work();
    },
    state: (importId) => getImport(ctx, { importId }),
  };
  return {
    ...shop,
    close: async () => {
      fs.rmSync(folder, { recursive: true });
      if (database === undefined) await own.close();
    },
  };
}

