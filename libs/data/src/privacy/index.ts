export { pseudonymOf } from './pseudonym';
export { findPrivacy, hasCustomers, listRetentions, requirePrivacy, storedCodesOf, updatePrivacy, type StoredPrivacy } from './settings';
