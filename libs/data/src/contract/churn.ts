import { z } from 'zod';
import type { ChurnSettings } from './churn-settings';
import { type ChurnAction, type ChurnKind, ChurnRisk, RfmSegmentName } from './terms';

const Id = z.number().int().positive();

/** What a column adds to one customer's log-odds of leaving; above 0 speaks for leaving. */
export const ChurnReason = z.object({ feature: z.string(), value: z.union([z.number(), z.string()]).optional(), contribution: z.number() });
export type ChurnReason = z.output<typeof ChurnReason>;

export const ChurnFilter = z.object({
  /** part of a code, a name or an address */
  q: z.string().trim().max(200).optional(),
  segment: z.string().max(200).optional(),
  rfm: z.optional(RfmSegmentName),
  risk: z.optional(ChurnRisk),
  /** only customers above the threshold now that the run before had below it, of the fifth that is worth most */
  crossed: z.boolean().optional(),
  contactable: z.boolean().optional(),
  sort: z.enum(['valueAtRisk', 'probability', 'value', 'lastOrder', 'name']).default('valueAtRisk'),
  dir: z.enum(['asc', 'desc']).default('desc'),
});
export type ChurnFilter = z.output<typeof ChurnFilter>;
export const ListChurnCustomers = ChurnFilter.extend({ cursor: z.number().int().nonnegative().nullish(), limit: z.number().int().min(1).max(500).default(100) });
export type ListChurnCustomers = z.output<typeof ListChurnCustomers>;

export interface ChurnCustomer {
  readonly id: number;
  readonly code: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly segment: string | null;
  readonly country: string | null;
  readonly hasConsent: boolean;
  readonly risk: ChurnRisk;
  /** of leaving within the window; `null` when lost */
  readonly probability: number | null;
  readonly previousProbability: number | null;
  /** over the value horizon: if the customer stays, the probability times that, and expected with leaving counted in */
  readonly valueIfStaysMinor: number;
  readonly valueAtRiskMinor: number;
  readonly expectedValueMinor: number;
  readonly orders: number;
  readonly amountMinor: number;
  readonly firstOrderedOn: string | null;
  readonly lastOrderedOn: string | null;
  /** days from the last order until the scores were made */
  readonly daysSinceOrder: number | null;
  readonly usualGap: number | null;
  /** the silence is no longer than this regular customer's usually are */
  readonly isBetweenOrders: boolean;
  /** day by which half of those who stay, with this rhythm and silence, have ordered again */
  readonly nextOrderOn: string | null;
  readonly rfmSegment: RfmSegmentName | null;
  /** strongest first; `null` where they were not worked out */
  readonly reasons: readonly ChurnReason[] | null;
  readonly action: ChurnAction;
  /** of writing: value kept less all costs, at the save rate of the settings */
  readonly expectedGainMinor: number;
}

export interface ChurnCustomerPage {
  readonly rows: readonly ChurnCustomer[];
  readonly total: number;
  readonly nextCursor: number | null;
}

export const OneChurnCustomer = z.object({ customerId: Id });
export type OneChurnCustomer = z.output<typeof OneChurnCustomer>;

export interface ChurnCustomerDetail {
  readonly run: ChurnRunFacts;
  readonly customer: ChurnCustomer;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  /** days with an order in order of time, the newest 400 */
  readonly orders: readonly { readonly date: string; readonly amountMinor: number; readonly lines: number }[];
  /** chance of no order within so many days from `run.dataUntil` on; empty for a contract */
  readonly noOrder: readonly { readonly days: number; readonly probability: number }[];
  /** chance of not having left for good */
  readonly probabilityAlive: number | null;
  /** nine of ten pauses are shorter */
  readonly longGap: number | null;
  readonly rfm: { readonly recency: number; readonly frequency: number; readonly monetary: number } | null;
  /** what earlier runs said, oldest first */
  readonly history: readonly { readonly date: string; readonly probability: number | null; readonly hasLeft: boolean | null }[];
  readonly costMinor: number;
}

/** What is lacking for an honest score, see `checkPurchaseHistories`. */
export interface ChurnLack {
  readonly code: 'customers' | 'left' | 'stayed' | 'historyDays' | 'returning';
  readonly have: number;
  readonly needed: number;
}

export interface ChurnRunFacts {
  readonly runId: string;
  readonly trainedAt: Date;
  readonly kind: ChurnKind;
  readonly dataUntil: string;
  readonly windowDays: number | null;
  readonly horizonMonths: number;
  readonly learntFrom: number;
  readonly churnRate: number;
  readonly scored: number;
  readonly lost: number;
  /** the one in force: the company's own, or what parts leavers from others best */
  readonly threshold: number;
}

export interface ChurnOverview {
  /** `null` while nothing has been trained */
  readonly run: ChurnRunFacts | null;
  /** without a run: what is still missing; empty when training can begin */
  readonly missing: readonly ChurnLack[];
  readonly kind: ChurnKind;
  readonly headline: {
    /** customers at or above the threshold, and of these the valuable ones: among the fifth that is worth most */
    readonly highRisk: number;
    readonly valuable: number;
    readonly valuableAtRiskMinor: number;
    readonly valueAtRiskMinor: number;
    readonly contactable: number;
    /** of writing to those where it pays */
    readonly toWrite: number;
    readonly expectedGainMinor: number;
    readonly crossed: number;
  };
  /** valuable customers who crossed the line since the run before, by value at risk */
  readonly crossed: readonly ChurnCustomer[];
  readonly risks: Readonly<Record<ChurnRisk, { readonly customers: number; readonly valueAtRiskMinor: number }>>;
  readonly segments: readonly string[];
  readonly rfmSegments: readonly RfmSegmentName[];
}

/** One threshold: how it did on customers not seen, and whom it means now. Ratios; money in minor units over the value horizon. */
export interface ChurnThresholdPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly falsePositiveRate: number;
  readonly accuracy: number;
  readonly f1: number;
  readonly lift: number;
  readonly contactShare: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  readonly pastGainMinor: number;
  readonly contacts: number;
  readonly contactable: number;
  readonly valueAtRiskMinor: number;
  /** of writing to all who may be written to */
  readonly gainMinor: number;
}

export interface ChurnThresholds {
  readonly points: readonly ChurnThresholdPoint[];
  /** position of the one in force */
  readonly chosen: number;
  /** position of the one that pays most */
  readonly best: number;
}

export interface ChurnSegment {
  readonly rfm: RfmSegmentName;
  readonly customers: number;
  readonly contactable: number;
  readonly highRisk: number;
  readonly meanProbability: number | null;
  readonly amountMinor: number;
  readonly expectedValueMinor: number;
  readonly valueAtRiskMinor: number;
  readonly medianDaysSinceOrder: number | null;
}

export const ChurnCalibrationBin = z.object({ count: z.number(), predicted: z.number(), observed: z.number(), lower: z.number(), upper: z.number() });
export type ChurnCalibrationBin = z.output<typeof ChurnCalibrationBin>;
export const ChurnDrift = z.object({ feature: z.string(), index: z.number(), level: z.enum(['stable', 'moderate', 'shifted']) });
export type ChurnDrift = z.output<typeof ChurnDrift>;
export const ChurnImportance = z.object({ feature: z.string(), share: z.number() });
export type ChurnImportance = z.output<typeof ChurnImportance>;
const Rate = z.object({ rate: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });
/** A group of customers: rates at the threshold with 95 % intervals; `null` where there is nothing to divide. */
export const ChurnGroup = z.object({
  group: z.string(),
  customers: z.number(),
  churnRate: Rate,
  meanProbability: z.number(),
  rocAuc: z.number().nullable(),
  brier: z.number(),
  selectionRate: Rate,
  truePositiveRate: Rate,
  falsePositiveRate: Rate,
});
export type ChurnGroup = z.output<typeof ChurnGroup>;
/** Gaps are between groups of 30 customers and more; `isUsed`: the model reads the column. */
export const ChurnFairness = z.object({
  column: z.string(),
  isUsed: z.boolean(),
  groups: z.array(ChurnGroup),
  selectionRatio: z.number().nullable(),
  truePositiveGap: z.number().nullable(),
  falsePositiveGap: z.number().nullable(),
  calibrationGap: z.number().nullable(),
});
export type ChurnFairness = z.output<typeof ChurnFairness>;
const Difference = z.object({ difference: z.number(), low: z.number(), high: z.number() });
/** Quality without the excluded columns less quality with them, with 95 % intervals. */
export const ChurnExclusionCost = z.object({ rocAuc: Difference, brier: Difference });
export type ChurnExclusionCost = z.output<typeof ChurnExclusionCost>;
/** How scores fared once it was known who left. */
export const ChurnOutcome = z.object({ customers: z.number(), left: z.number(), predicted: z.number(), rocAuc: z.number().nullable(), brier: z.number(), precision: z.number().nullable(), recall: z.number().nullable() });
export type ChurnOutcome = z.output<typeof ChurnOutcome>;
/** Where the proposed window comes from: share of pauses that ended by so many days, of those that ended. */
/** `idealDays` is where nine of ten pauses have ended; a short history makes `days` fewer. */
export const ChurnWindowProposal = z.object({ days: z.number().nullable(), idealDays: z.number().nullable().default(null), medianGapDays: z.number().nullable(), returned: z.array(z.object({ days: z.number(), share: z.number() })), historyDays: z.number() });
export type ChurnWindowProposal = z.output<typeof ChurnWindowProposal>;
/** A threshold on customers not seen; `valueFound` is the value of those who left among the contacted, minor units. */
export const ChurnCurvePoint = z.object({ threshold: z.number(), contacts: z.number(), contactShare: z.number(), recall: z.number(), precision: z.number(), falsePositiveRate: z.number(), lift: z.number(), valueFound: z.number() });
export type ChurnCurvePoint = z.output<typeof ChurnCurvePoint>;

/** Quality of one method on customers not seen. */
export interface ChurnMethodRow {
  readonly model: string;
  readonly rocAuc: number | null;
  readonly prAuc: number | null;
  readonly brier: number | null;
  readonly logLoss: number | null;
  readonly f1: number | null;
  readonly lift10: number | null;
  readonly weight: number | null;
  readonly fitSeconds: number | null;
  readonly isChampion: boolean;
}

export interface ChurnModelReport {
  readonly run: ChurnRunFacts;
  readonly scores: readonly ChurnMethodRow[];
  readonly calibration: readonly ChurnCalibrationBin[];
  readonly importance: readonly ChurnImportance[];
  readonly drift: readonly ChurnDrift[];
  readonly excluded: readonly string[];
  readonly skipped: readonly string[];
  readonly exclusionCost: ChurnExclusionCost | null;
  /** newest first */
  readonly history: readonly { readonly runId: string; readonly trainedAt: Date; readonly dataUntil: string; readonly champion: string; readonly rocAuc: number | null; readonly brier: number | null; readonly churnRate: number; readonly learntFrom: number; readonly isServed: boolean; readonly outcome: ChurnOutcome | null }[];
}

/** What `churn.settings` answers. `columns` can be excluded; those of `groups` can be compared by. */
export interface ChurnRules {
  readonly settings: ChurnSettings;
  readonly kind: ChurnKind;
  readonly proposal: ChurnWindowProposal | null;
  readonly columns: readonly string[];
  readonly groups: readonly string[];
  readonly valueColumns: readonly string[];
  /** margin over revenue as sales and costs say; `null` where costs are not known */
  readonly margin: number | null;
}

/** Customers to write to from the churn list, by value at risk. */
export interface ChurnCandidate {
  readonly customerId: number;
  readonly score: number;
  readonly responseProbability: number;
  readonly expectedRevenueMinor: number;
  readonly reason: readonly ChurnReason[] | null;
}
