import { churn, withOrg, type Tx } from '@almanac/data';
import {
  ChurnCalibrationBin,
  ChurnCurvePoint,
  ChurnDrift,
  ChurnExclusionCost,
  ChurnFairness,
  ChurnImportance,
  ChurnOutcome,
  ChurnWindowProposal,
  type ChurnModelReport,
  type ChurnRules,
  type ChurnSettings,
  type ChurnThresholdPoint,
  type ChurnThresholds,
  type OrgId,
} from '@almanac/data/contract';
import { PURCHASE_FEATURES } from '@almanac/models';
import { today } from '../platform/clock';
import type { OrgContext } from '../platform/context';
import { keepFor } from '../platform/kept-sums';
import { readCustomerTable } from './customer-table';
import { findServed } from './customers';
import { payingPoint } from './describe-fit';
import { describeData } from './prepare';
import { requireServed } from './service';

const RUNS_LISTED = 60;

/** How good the model that serves is, and how it came to be. */
export function getModel({ database, orgId }: OrgContext): Promise<ChurnModelReport> {
  return withOrg(database.db, orgId, async (tx) => {
    const { model, run } = await requireServed(tx, orgId);
    const history = await churn.listModels(tx, orgId, RUNS_LISTED);
    return {
      run,
      scores: (await churn.listScores(tx, orgId, [run.runId])).map(({ orgId: _, runId: __, ...row }) => row),
      calibration: ChurnCalibrationBin.array().parse(model.calibration),
      importance: ChurnImportance.array().parse(model.importance),
      drift: ChurnDrift.array().parse(model.drift),
      excluded: model.excluded,
      skipped: model.skipped,
      exclusionCost: ChurnExclusionCost.nullable().parse(model.exclusionCost),
      history: history.map((row) => ({ ...row, outcome: ChurnOutcome.nullable().parse(row.outcome) })),
    };
  });
}

/** Calibration and error rates by the columns the company named. */
export function getFairness({ database, orgId }: OrgContext): Promise<ChurnFairness[]> {
  return withOrg(database.db, orgId, async (tx) => ChurnFairness.array().parse((await requireServed(tx, orgId)).model.fairness));
}

/** What each threshold found on customers not seen, and whom it would mean now. */
export function getThresholds({ database, orgId }: OrgContext): Promise<ChurnThresholds> {
  return withOrg(database.db, orgId, async (tx) => {
    const { model, run, scale, kept, cost } = await requireServed(tx, orgId);
    const curve = ChurnCurvePoint.array().parse(model.curve);
    const buckets = await churn.countByThreshold(tx, scale, curve.map(({ threshold }) => threshold));
    const now = { contacts: 0, contactable: 0, valueAtRisk: 0, reachable: 0 };
    const points = curve.map((point, k): ChurnThresholdPoint => {
      for (const found of buckets.filter(({ bucket }) => bucket === k)) {
        now.contacts += found.customers;
        now.contactable += found.contactable;
        now.valueAtRisk += found.valueAtRisk;
        now.reachable += found.reachable;
      }
      return {
        ...describePoint(point, model.learntFrom * model.churnRate, model.learntFrom),
        pastGainMinor: Math.round(point.valueFound * kept - point.contacts * cost),
        ...{ contacts: now.contacts, contactable: now.contactable, valueAtRiskMinor: Math.round(now.valueAtRisk) },
        gainMinor: Math.round(now.reachable * kept - now.contactable * cost),
      };
    });
    const distance = ({ threshold }: ChurnThresholdPoint) => Math.abs(threshold - run.threshold);
    return { points, chosen: points.reduce((nearest, point, k) => (distance(point) < distance(points[nearest]!) ? k : nearest), 0), best: payingPoint(curve, { kept, cost }) };
  });
}

function describePoint({ threshold, contacts, contactShare, recall, precision, falsePositiveRate, lift }: ChurnCurvePoint, left: number, all: number): Omit<ChurnThresholdPoint, 'pastGainMinor' | 'contacts' | 'contactable' | 'valueAtRiskMinor' | 'gainMinor'> {
  const truePositives = Math.round(recall * left);
  const falsePositives = contacts - truePositives;
  const falseNegatives = Math.round(left) - truePositives;
  const trueNegatives = all - contacts - falseNegatives;
  return {
    ...{ threshold, precision, recall, falsePositiveRate, lift, contactShare, truePositives, falsePositives, falseNegatives, trueNegatives },
    accuracy: (truePositives + trueNegatives) / all,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}

/** What the company decided, what the data propose, and which columns there are to decide about. */
export function getRules(ctx: OrgContext): Promise<ChurnRules> {
  const { orgId, org, clock } = ctx;
  return withOrg(ctx.database.db, orgId, async (tx) => {
    const settings = await churn.getSettings(tx, orgId);
    const served = await findServed(tx, orgId);
    const known = await (await keepFor(ctx, tx))('customer columns', () => listColumns(tx, orgId));
    const ofKind = (wanted: 'numeric' | 'categorical') => known.filter(({ kind }) => kind === wanted).map(({ name }) => name);
    const data = served === undefined ? await describeData(tx, { orgId, today: today(clock, org.timeZone) }) : undefined;
    const kind = served?.run.kind ?? data?.kind ?? 'purchases';
    return {
      settings,
      kind,
      proposal: served === undefined ? (data?.proposal ?? null) : ChurnWindowProposal.nullable().parse(served.model.window),
      columns: kind === 'contract' ? known.map(({ name }) => name) : PURCHASE_FEATURES,
      groups: ofKind('categorical'),
      margin: served?.model.margin ?? null,
      valueColumns: kind === 'contract' ? ofKind('numeric') : [],
    };
  });
}

/** What the customers file says of a customer, by column. */
async function listColumns(tx: Tx, orgId: OrgId): Promise<{ name: string; kind: 'numeric' | 'categorical' }[]> {
  const { table } = await readCustomerTable(tx, orgId);
  return table.names.map((name, c) => ({ name, kind: table.columns[c]!.kind }));
}

export async function saveSettings({ database, orgId }: OrgContext, settings: ChurnSettings): Promise<ChurnSettings> {
  await withOrg(database.db, orgId, (tx) => churn.upsertSettings(tx, orgId, settings));
  return settings;
}
