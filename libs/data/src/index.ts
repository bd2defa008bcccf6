export { connect, withOrg, type Database, type Db, type Queryable, type Tx } from './client/database';
export { migrate } from './client/migrate';
export * as forecasting from './forecasting/index';
export * as ingest from './ingest/index';
export * as inventory from './inventory/index';
export * as overview from './overview/index';
export * as recommendation from './recommendation/index';
export * as schema from './schema/index';
export * as training from './training/index';
