import { churn, type Tx } from '@almanac/data';
import { DomainError, type ChurnCandidate, type OrgId } from '@almanac/data/contract';
import { findServed } from './customers';

/**
 * Whom a campaign to keep customers should go to: everyone above the threshold, most value at risk first. `responseProbability` is the chance that
 * the customer would leave and the message keeps them; the revenue is what it should keep. Consent is the campaign's to check.
 * @throws DomainError `churn.none_yet`
 */
export async function churnCandidates(tx: Tx, { orgId, segment, country }: { readonly orgId: OrgId; readonly segment?: string | undefined; readonly country?: string | undefined }): Promise<ChurnCandidate[]> {
  const served = await findServed(tx, orgId);
  if (served === undefined) throw new DomainError('churn.none_yet');
  const { saveRate } = served.settings;
  const rows = await churn.listCandidates(tx, served.scale, { segment, country });
  return rows.map(({ id, probability, valueAtRisk, reasons }) => ({ customerId: id, score: valueAtRisk, responseProbability: (probability ?? 0) * saveRate, expectedRevenueMinor: valueAtRisk * saveRate, reason: reasons }));
}
