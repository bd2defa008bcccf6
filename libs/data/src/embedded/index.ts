export { commandLine, processIdentity, readHolder, tryLock, type ProcessLock } from './process-lock.mjs';
export { loadSecrets, type Secrets } from './secrets';
export { findPostgres, startPostgres, type EmbeddedPostgres } from './server';
