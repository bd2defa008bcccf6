export { findTokens, insertToken, listTokens, revokeToken, touchToken, type KnownToken, type StoredToken } from './tokens';
