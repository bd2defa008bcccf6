import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type TransactionSql } from 'postgres';
import type { OrgId } from '../contract/ids';
import * as schema from '../schema/index';

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
/** Anything that runs a query: the pool or an open transaction. */
export type Queryable = Db | Tx;

export interface Database {
  /** Connects as a role that cannot bypass row-level security: business rows are seen only inside {@link withOrg}. */
  readonly db: Db;
  /** The owner's connection, for what belongs to no organization: sign-in, the queue, migrations. */
  readonly owner: Db;
  readonly url: string;
  close(): Promise<void>;
}

const APP_ROLE = 'almanac_app';

/** Opens both pools on a migrated database. Connections are made on first use. */
export function connect(url: string, { max = 10 }: { max?: number } = {}): Database {
  const common = { onnotice: () => undefined, idle_timeout: 60, connect_timeout: 15 };
  const app = postgres(url, { ...common, max, connection: { application_name: 'almanac', role: APP_ROLE } as Record<string, string> });
  const owner = postgres(url, { ...common, max: Math.max(2, Math.ceil(max / 3)), connection: { application_name: 'almanac-owner' } });
  return {
    db: drizzle({ client: app, schema, casing: 'snake_case' }),
    owner: drizzle({ client: owner, schema, casing: 'snake_case' }),
    url,
    close: async () => void (await Promise.all([app.end({ timeout: 5 }), owner.end({ timeout: 5 })])),
  };
}

/** Runs `work` in one transaction that sees the rows of one organization only. */
export function withOrg<T>(db: Db, orgId: OrgId, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.org_id', ${orgId}, true)`);
    return work(tx);
  });
}

/** The driver's side of a transaction, for what drizzle does not know: COPY and cursors. */
export function clientOf(tx: Tx): TransactionSql {
  return (tx._.session as unknown as { client: TransactionSql }).client;
}
