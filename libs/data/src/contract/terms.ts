import * as z from 'zod/mini';

/**
 * The closed vocabularies of the contract and the rules on them. Browsers need these without the schemas of requests, which is why
 * they are written with zod's small build.
 */

export const Role = z.enum(['owner', 'manager', 'planner', 'marketer', 'viewer']);
export type Role = z.output<typeof Role>;

export const ForecastFrequency = z.enum(['week', 'day']);
export type ForecastFrequency = z.output<typeof ForecastFrequency>;

/** Forecasts that need a look: leaning to one side, or changed by somebody. */
export const ForecastMark = z.enum(['biased', 'overridden']);
export type ForecastMark = z.output<typeof ForecastMark>;

export const OverrideReason = z.enum(['promotion', 'event', 'price', 'customer', 'supply', 'market', 'correction', 'other']);
export type OverrideReason = z.output<typeof OverrideReason>;

export const OverrideKind = z.enum(['set', 'scale']);
export type OverrideKind = z.output<typeof OverrideKind>;

/** How series are added up. `product` is a product over its locations. */
export const AggregateLevel = z.enum(['total', 'category', 'location', 'category_location', 'product']);
export type AggregateLevel = z.output<typeof AggregateLevel>;

/** The most products that one is likened to. */
export const MOST_SIMILAR = 3;

/** Why a product at a location needs a person, the gravest first; `ok` needs nobody. */
export const StockException = z.enum(['out_of_stock', 'running_out', 'order_due', 'over_ordered', 'excess', 'dead', 'ok']);
export type StockException = z.output<typeof StockException>;

export const SuggestionKind = z.enum(['order', 'transfer', 'reduce', 'none']);
export type SuggestionKind = z.output<typeof SuggestionKind>;

export const Decision = z.enum(['open', 'approved', 'rejected', 'ordered']);
export type Decision = z.output<typeof Decision>;

export const RejectReason = z.enum(['too_much', 'too_early', 'other_supplier', 'discontinuing', 'no_budget', 'wrong_forecast', 'other']);
export type RejectReason = z.output<typeof RejectReason>;

export const PolicyKind = z.enum(['reorder_quantity', 'reorder_up_to', 'periodic']);
export type PolicyKind = z.output<typeof PolicyKind>;

/** `cycle` is the probability of no stock-out in a replenishment cycle, `fill` the share of demand met from stock. */
export const ServiceMeasure = z.enum(['cycle', 'fill']);
export type ServiceMeasure = z.output<typeof ServiceMeasure>;

export const AbcClass = z.enum(['A', 'B', 'C']);
export type AbcClass = z.output<typeof AbcClass>;

export const XyzClass = z.enum(['X', 'Y', 'Z']);
export type XyzClass = z.output<typeof XyzClass>;

export const PurchaseOrderStatus = z.enum(['draft', 'sent', 'partly_received', 'received', 'cancelled']);
export type PurchaseOrderStatus = z.output<typeof PurchaseOrderStatus>;

/** `sent`: stock has left; `received`: stock has arrived. */
export const TransferStatus = z.enum(['draft', 'sent', 'received', 'cancelled']);
export type TransferStatus = z.output<typeof TransferStatus>;

/** Why products were taken out of a customer's list, or the customer out of a list of people to write to. */
export const RemovedReason = z.enum(['out_of_stock', 'discontinued', 'excluded', 'already_bought', 'not_due', 'no_consent', 'frequency_cap']);
export type RemovedReason = z.output<typeof RemovedReason>;

/** `new`: the customer does not have it. `again`: it runs out and is due. `popular`: from what sells in the customer's group. */
export const RecommendationKind = z.enum(['new', 'again', 'popular']);
export type RecommendationKind = z.output<typeof RecommendationKind>;

/** Why these customers: they are likely to buy a product, or likely to leave. */
export const CampaignOrigin = z.enum(['recommendation', 'churn']);
export type CampaignOrigin = z.output<typeof CampaignOrigin>;

export const CampaignStatus = z.enum(['planned', 'sent', 'cancelled']);
export type CampaignStatus = z.output<typeof CampaignStatus>;

/** Why a customer is not on a list: opted out, on the exclusion list, written to often enough lately, or held back by another campaign whose window still runs. */
export const CampaignRemovedReason = z.enum(['no_consent', 'excluded', 'frequency_cap', 'other_holdout']);
export type CampaignRemovedReason = z.output<typeof CampaignRemovedReason>;

/**
 * `not_sent`; `no_holdout`: nothing to compare with; `waiting`: no sales of the window are known yet; `too_early`: the window still runs;
 * `unclear`: the difference may be chance; `more`, `fewer`: it is larger than chance explains.
 */
export const CampaignVerdict = z.enum(['not_sent', 'no_holdout', 'waiting', 'too_early', 'unclear', 'more', 'fewer']);
export type CampaignVerdict = z.output<typeof CampaignVerdict>;

/** `purchases`: leaving is a window without an order. `contract`: leaving stands in a column of the customers file. */
export const ChurnKind = z.enum(['purchases', 'contract']);
export type ChurnKind = z.output<typeof ChurnKind>;

/** The segments by recency, frequency and value, the best first. */
export const RfmSegmentName = z.enum(['champions', 'loyal', 'potentialLoyal', 'new', 'promising', 'needAttention', 'aboutToSleep', 'atRisk', 'cannotLose', 'hibernating', 'lost']);
export type RfmSegmentName = z.output<typeof RfmSegmentName>;

/** `high`: at or above the threshold. `watch`: from half of it on. `lost`: gone already, so without a score. */
export const ChurnRisk = z.enum(['high', 'watch', 'low', 'lost']);
export type ChurnRisk = z.output<typeof ChurnRisk>;

/** What to do: write with an offer; wait, since the customer is between two orders; leave alone, since it would cost more than it brings or the risk is low; nothing may be sent; gone. */
export const ChurnAction = z.enum(['write', 'wait', 'leave', 'no_consent', 'win_back']);
export type ChurnAction = z.output<typeof ChurnAction>;

export const ImportKind = z.enum(['sales', 'products', 'stock', 'suppliers', 'customers', 'locations', 'promotions', 'orders']);
export type ImportKind = z.output<typeof ImportKind>;

export const ImportStatus = z.enum(['uploaded', 'checking', 'has_problems', 'ready', 'applying', 'applied', 'undoing', 'undone', 'failed', 'discarded']);
export type ImportStatus = z.output<typeof ImportStatus>;

/** The part that an import's writing or undoing has come to. */
export const ImportPhase = z.enum(['codes', 'lines', 'demand']);
export type ImportPhase = z.output<typeof ImportPhase>;

export const FileEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'windows-1252']);
export type FileEncoding = z.output<typeof FileEncoding>;

/** Order of day, month and year; `serial` is Excel's count of days. */
export const DateOrder = z.enum(['ymd', 'dmy', 'mdy', 'serial']);
export type DateOrder = z.output<typeof DateOrder>;

export const Delimiter = z.enum([',', ';', '\t', '|']);

export const DecimalMark = z.enum(['.', ',']);

/** The field of columns that are kept as they are, beside the fields we know. */
export const ATTRIBUTE = 'attribute';

export const ApplyMode = z.enum(['all', 'good-lines']);
export type ApplyMode = z.output<typeof ApplyMode>;

/** What becomes of a checked import without anybody looking at it; `all` discards it when a line has a problem. */
export const AfterCheck = z.enum([...ApplyMode.options, 'discard']);
export type AfterCheck = z.output<typeof AfterCheck>;

export const Capability = z.enum(['forecast', 'recommend', 'churn']);
export type Capability = z.output<typeof Capability>;

export const Effort = z.enum(['quick', 'standard']);
export type Effort = z.output<typeof Effort>;

export const RunStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
export type RunStatus = z.output<typeof RunStatus>;
export const isOver = (status: RunStatus): boolean => status === 'succeeded' || status === 'failed' || status === 'cancelled';

export const TrainingStage = z.enum(['prepare', 'backtest', 'train', 'save']);

/** Whose work each capability is: they and their managers start and stop its runs. */
export const trainerOf: Readonly<Record<Capability, Role>> = { forecast: 'planner', recommend: 'marketer', churn: 'marketer' };

/** What a token may read. */
export const TokenScope = z.enum(['recommendations:read', 'forecasts:read']);
export type TokenScope = z.output<typeof TokenScope>;

/** What the audit log knows of; `messages` of the dashboard name each. */
export const AuditAction = z.enum([
  'session.signed_in',
  'member.added',
  'member.role_changed',
  'member.removed',
  'company.updated',
  'import.applied',
  'import.undone',
  'import.discarded',
  'export.downloaded',
  'people.viewed',
  'model.chosen',
  'model.released',
  'campaign.created',
  'campaign.sent',
  'campaign.cancelled',
  'webhook.added',
  'webhook.removed',
  'token.created',
  'token.revoked',
  'privacy.person_exported',
  'privacy.person_erased',
  'privacy.settings_changed',
  'privacy.retention_applied',
]);
export type AuditAction = z.output<typeof AuditAction>;

/** What other programs may be told of. */
export const WebhookEvent = z.enum(['stock.at_risk', 'customers.at_risk', 'run.succeeded', 'run.failed', 'import.applied', 'import.failed']);
export type WebhookEvent = z.output<typeof WebhookEvent>;
