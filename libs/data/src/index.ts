export { connect, withOrg, type Database, type Db, type Queryable, type Tx } from './client/database';
export { migrate } from './client/migrate';
export * as ingest from './ingest/index';
export * as overview from './overview/index';
export * as schema from './schema/index';
