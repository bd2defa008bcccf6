import type { Tx } from '../client/database';
import type { OrgId } from '../contract/ids';
import { listErasedHashes } from './erase';
import { erasureHashOf, pseudonymOf } from './pseudonym';
import { findPrivacy } from './settings';

/** What a file's customer codes become before anything of them is stored. */
export interface CodeSeal {
  /** codes are replaced, names and addresses left out */
  readonly pseudonymizes: boolean;
  /** what is stored for a code; `null` for a customer who was erased */
  seal(code: string): string | null;
}

/** Nothing where codes are kept as they are and nobody was erased. */
export async function createCodeSeal(tx: Tx, orgId: OrgId): Promise<CodeSeal | undefined> {
  const settings = await findPrivacy(tx, orgId);
  if (settings === undefined) return undefined;
  const { secret, pseudonymizesCustomers } = settings;
  const erased = await listErasedHashes(tx, orgId);
  if (!pseudonymizesCustomers && erased.size === 0) return undefined;
  const sealed = new Map<string, string | null>(); // a code stands on many lines
  return {
    pseudonymizes: pseudonymizesCustomers,
    seal(code) {
      let found = sealed.get(code);
      if (found === undefined) {
        const stored = pseudonymizesCustomers ? pseudonymOf(secret, code) : code;
        found = erased.size > 0 && erased.has(erasureHashOf(secret, stored)) ? null : stored;
        sealed.set(code, found);
      }
      return found;
    },
  };
}
