import { churn, type Tx } from '@almanac/data';
import type { ChurnAction, ChurnCustomer, ChurnRisk, ChurnRunFacts, ChurnSettings, OrgId } from '@almanac/data/contract';

/** The model that serves, the line in force and what a message costs. */
export interface Served {
  readonly model: churn.ModelRow;
  readonly settings: ChurnSettings;
  readonly scale: churn.Scale;
  readonly run: ChurnRunFacts;
  /** of writing to one customer, minor units */
  readonly cost: number;
  /** share of the value at risk that a message keeps, as margin */
  readonly kept: number;
}

export async function findServed(tx: Tx, orgId: OrgId): Promise<Served | undefined> {
  const model = await churn.findModel(tx, orgId);
  if (model === undefined) return undefined;
  const settings = await churn.getSettings(tx, orgId);
  const threshold = settings.threshold ?? model.threshold;
  const { runId, trainedAt, dataUntil, windowDays, horizonMonths, learntFrom, churnRate, scored, lost } = model;
  return {
    model,
    settings,
    scale: { orgId, runId, dataUntil, threshold },
    run: { ...{ runId, trainedAt, dataUntil, windowDays, horizonMonths, learntFrom, churnRate, scored, lost, threshold }, kind: model.kind === 'contract' ? 'contract' : 'purchases' },
    cost: settings.contactCostMinor + settings.offerCostMinor,
    kept: settings.saveRate * (settings.marginShare ?? model.margin ?? 1),
  };
}

/** A stored score as people see it, with what to do about it. */
export function describeCustomer(row: churn.ScoredCustomer, served: Served): ChurnCustomer {
  const { id, code, name, email, segment, country, hasConsent, probability, previousProbability, orders, firstOrderedOn, lastOrderedOn, daysSinceOrder, usualGap, isBetweenOrders, nextOrderOn, rfmSegment, reasons } = row;
  return {
    ...{ id, code, name, email, segment, country, hasConsent, probability, previousProbability, orders, firstOrderedOn, lastOrderedOn, daysSinceOrder, usualGap, isBetweenOrders, nextOrderOn, rfmSegment, reasons },
    valueIfStaysMinor: Math.round(row.valueIfStays),
    valueAtRiskMinor: Math.round(row.valueAtRisk),
    expectedValueMinor: Math.round(row.expectedValue),
    amountMinor: Math.round(row.amount),
    risk: riskOf(probability, served.run.threshold),
    action: actionFor(row, served),
    expectedGainMinor: probability === null ? 0 : Math.round(gainOf(row, served)),
  };
}

function riskOf(probability: number | null, threshold: number): ChurnRisk {
  if (probability === null) return 'lost';
  return probability >= threshold ? 'high' : probability >= threshold / 2 ? 'watch' : 'low';
}

/** Margin kept by a message less what it costs. */
const gainOf = ({ valueAtRisk }: churn.ScoredCustomer, { kept, cost }: Served) => valueAtRisk * kept - cost;

function actionFor(row: churn.ScoredCustomer, served: Served): ChurnAction {
  const { probability, hasConsent, isBetweenOrders } = row;
  if (!hasConsent) return 'no_consent';
  if (probability === null) return 'win_back';
  if (probability < served.run.threshold) return isBetweenOrders ? 'wait' : 'leave';
  return gainOf(row, served) > 0 ? 'write' : 'leave';
}
