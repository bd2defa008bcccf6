export { freePort, isPortFree } from './ports';
export { processIdentity, readHolder, tryLock, withLock, type ProcessLock } from './process-lock.mjs';
export { loadSecrets, type Secrets } from './secrets';
export { findPostgres, startPostgres, type EmbeddedPostgres } from './server';
