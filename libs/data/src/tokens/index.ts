export { findTokens, insertToken, listTokens, revokeToken, touchToken, type KnownToken } from './tokens';
