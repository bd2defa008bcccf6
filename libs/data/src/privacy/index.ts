export { eraseCustomers } from './erase';
export { collectPerson, findPerson, findPersons, tablesOfCustomers } from './person';
export { pseudonymOf } from './pseudonym';
export { anonymizePurchasesBefore, forgetProblems, listFinishedImports, listIdleCustomers } from './retention';
export { createCodeSeal } from './seal';
export { findPrivacy, hasCustomers, listRetentions, requirePrivacy, storedCodesOf, updatePrivacy, type StoredPrivacy } from './settings';
