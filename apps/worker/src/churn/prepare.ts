import { churn, type Tx } from '@almanac/data';
import { DomainError, type ChurnLack, type ChurnParams, type ChurnWindowProposal, type OrgId } from '@almanac/data/contract';
import { activeCustomers, checkChurnLabels, checkPurchaseHistories, labelChurn, proposeChurnWindow, type ChurnWindow } from '@almanac/models';
import { addDays } from '../platform/calendar';
import { readHistories, type KnownHistories } from './read-histories';

interface Company {
  readonly orgId: OrgId;
  /** the company's calendar day */
  readonly today: string;
}

/** What can be learnt from, and what is missing for it. */
export interface ChurnData extends ChurnParams {
  readonly missing: readonly ChurnLack[];
  readonly proposal: ChurnWindowProposal | null;
}

/**
 * Looks at what a company has: a label column makes it a contract company, else purchases decide. Today is not over, so its sales are not read.
 * The window is the company's own, or what its purchases propose.
 */
export async function describeData(tx: Tx, { orgId, today }: Company): Promise<ChurnData> {
  const { left, stayed } = await churn.countCustomersByLabel(tx, orgId);
  if (left + stayed > 0) return { kind: 'contract', windowDays: null, missing: checkChurnLabels(Uint8Array.from({ length: left + stayed }, (_, k) => (k < left ? 1 : 0))), proposal: null };
  const settings = await churn.getSettings(tx, orgId);
  const known = await readHistories(tx, orgId, addDays(today, -1));
  const window = proposeChurnWindow(known.histories);
  const windowDays = settings.windowDays ?? window.days ?? SHORTEST_WINDOW;
  return { kind: 'purchases', windowDays, missing: lackOfPurchases(known, windowDays), proposal: describeWindow(window) };
}

const SHORTEST_WINDOW = 14;

/** What is missing to learn from purchases, and then from who came again. */
export function lackOfPurchases({ histories, lastDay }: KnownHistories, windowDays: number): ChurnLack[] {
  const lack = checkPurchaseHistories(histories, windowDays);
  if (lack.length > 0 || lastDay === undefined) return lack;
  const cutoff = lastDay + 1 - windowDays;
  return checkChurnLabels(labelChurn(histories, activeCustomers(histories, cutoff, windowDays), cutoff, windowDays));
}

export const describeWindow = ({ days, idealDays, medianGapDays, returned, historyDays }: ChurnWindow): ChurnWindowProposal => ({
  days: days ?? null,
  idealDays: idealDays ?? null,
  medianGapDays: Number.isNaN(medianGapDays) ? null : medianGapDays,
  returned: [...returned],
  historyDays,
});

/** @throws DomainError `churn.too_little_data`, which says what is missing most */
export async function prepareChurn(tx: Tx, company: Company): Promise<ChurnParams> {
  const { kind, windowDays, missing } = await describeData(tx, company);
  const [first] = missing;
  if (first !== undefined) throw new DomainError('churn.too_little_data', { code: first.code, have: first.have, needed: first.needed });
  return { kind, windowDays };
}
