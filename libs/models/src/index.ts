export {
  addPeriods,
  civilDateOf,
  DEFAULT_SEASONALITY,
  epochDayOf,
  formatIsoDate,
  parseIsoDate,
  periodsBetween,
  startOfPeriod,
  weekdayOf,
  type CivilDate,
  type EpochDay,
  type Frequency,
} from './series/calendar';
export { seasonalityOf, type Panel, type PanelSeries } from './series/panel';
export { classifySeries, SERIES_CLASSES, type SeriesClass } from './series/classify';
export {
  DEFAULT_METHODS,
  MEDIAN,
  METHOD_NAMES,
  QUANTILE_LEVELS,
  type FallbackReason,
  type ForecastBlock,
  type MethodName,
  type ModelName,
  type SeriesForecast,
} from './forecasting/forecast';
export { ForecastCancelled, type CompiledGraph, type Effort, type ForecastProgress, type ForecastRuntime, type GraphCompiler, type LstmKernel, type TensorRuntime } from './forecasting/method';
export { explainForecast, type ExplainedSeries, type ForecastExplanation } from './explanation/explain-forecast';
export { trackBias, type Bias } from './monitoring/tracking-signal';
export { scoreForecasts, type ForecastScores } from './forecasting/metrics';
export { createAdam, type Adam } from './training/adam';
export { portableLstm } from './forecasting/lstm/portable-kernel';
export { forecastPanel } from './forecasting/forecast-panel';
export type { BacktestWindow, ClassScores, ForecastPanelOptions, MethodTiming, PanelForecast } from './forecasting/panel-forecast';
export type { Grouping } from './reconciliation/hierarchy';
export { reconcileForecasts, type LevelForecast, type ReconciledForecasts } from './reconciliation/reconcile-forecasts';
export type {
  DatedQuantity,
  DemandForecast,
  InventoryPolicy,
  InventoryPolicyKind,
  InventoryServiceMeasure,
  ItemPlan,
  LeadTime,
  PlanInput,
  PlanReason,
  PlanReasonCode,
  StockExceptionName,
} from './inventory/item';
export { planItem } from './inventory/plan-item';
export { projectStock, type StockBand, type StockProjection } from './inventory/project-stock';
export { demandOver, type DemandDistribution } from './inventory/demand-distribution';
export { learnErrorCorrelation, type PastErrors } from './inventory/error-correlation';
export { learnLeadTime, type LearnedLeadTime, type PastReceipt } from './inventory/lead-time';
export { classifyAbc, classifyXyz, variationAfterSeason, type AbcClassName, type XyzClassName } from './inventory/classify';
export { meetSupplierMinimum, type SupplierItem, type SupplierOrder } from './inventory/supplier-minimum';
export { suggestTransfers, type LocationStock, type Transfer } from './inventory/transfers';
export { replayItem, summarizeReplay, type PastForecast, type ReplayFigures, type ReplayHistory, type ReplayRule, type ReplayTerms, type ReplayTotals } from './inventory/replay';
export { binFeatures, binLike, type BinnedMatrix, type FeatureMatrix } from './trees/binning';
export { predictBooster, trainBooster, type Booster, type BoosterOptions } from './trees/booster';
export type { Loss, Targets } from './trees/losses';
export { seededRandom, type Random } from './training/random';
export { collectInteractions, historyOf, type History, type InteractionRows, type Interactions } from './recommendation/interactions';
export { fitRecommender, type RecommenderOptions, type RecommenderRuntime } from './recommendation/fit-recommender';
export { RECOMMENDATION_METHODS, type RecommendationMethodName, type RecommenderName } from './recommendation/method';
export type { FittedMethod, Listener, MethodChoice, Reason, Recommendation, Recommender, RecommenderProgress, RecommendOptions } from './recommendation/recommender';
export { findBundles, findPairs, measurePair, PAIR_FLOOR, pairFloor, type Bundle, type ItemPair, type PairFloor } from './recommendation/associations';
export { fitGroupAffinity, groupItems, popularityInSegments, type GroupAffinity } from './recommendation/cold-start';
export { orderByValue, type BusinessRules, type Offer } from './recommendation/business-order';
export { measureGroupPairs, type GroupPair } from './recommendation/group-pairs';
export { collectPurchaseDays, fitReplenishment, type NextPurchase, type PurchaseDayRows, type PurchaseDays, type Replenishment } from './recommendation/replenishment';
export { binResponses, fitResponse, type ResponseFeatures, type ResponseModel } from './recommendation/response';
export { responseInterval, sumResponses, type ExpectedValue, type ResponseBin } from './recommendation/response-interval';
export { coverageAt, noveltyAt, scoreRanking, type RankedTest, type RankingScores } from './recommendation/metrics';
export { joinTables, leaveOut, selectRows, valueAt, type FeatureColumn, type FeatureTable, type PurchaseSummary } from './churn/feature-table';
export { activeCustomers, labelChurn, purchaseHistories, type PurchaseHistories, type PurchaseRows } from './churn/purchase-histories';
export { PURCHASE_FEATURES, purchaseFeatures, type PurchaseFeature } from './churn/purchase-features';
export { activitySequences, selectSequences, type ActivitySequences } from './churn/activity-sequences';
export { CHURN_METHODS, DEFAULT_CHURN_METHODS, type ChurnMethodName, type ChurnModelName } from './churn/method';
export { fitChurn, type ChurnOptions, type ChurnRuntime } from './churn/fit-churn';
export type { ChurnContribution, ChurnMethodScores, ChurnModel, ChurnProgress } from './churn/churn-model';
export { averagePrecision, brierScore, f1At, liftAt, rocAuc, scoreChurn, type ChurnScores } from './churn/metrics';
export { bgNbdOf, fitBgNbd, type BgNbd, type BgNbdParameters } from './churn/bg-nbd';
export { fitGammaGamma, type GammaGamma, type GammaGammaParameters } from './churn/gamma-gamma';
export { proposeChurnWindow, type ChurnWindow } from './churn/churn-window';
export { calibrationBins, confusionAt, rateOf, thresholdCurve, type CalibrationBin, type Confusion, type Money, type Rate, type ThresholdPoint } from './churn/curves';
export { RFM_SEGMENTS, segmentByRfm, type Rfm, type RfmSegment } from './churn/rfm';
export { featureDrift, populationStability, type Drift } from './monitoring/stability';
export { checkChurnLabels, checkPurchaseHistories, type MissingData } from './churn/enough-data';
export { inferTable, type LeftOutColumn, type TextColumn } from './churn/infer-table';
export { compareProbabilities, reportFairness, type Difference, type FairnessReport, type GroupReport } from './churn/fairness';
export { orderRhythms, type OrderRhythm, type OrderRhythms } from './churn/rhythm';
export { assignHoldout, sizeWithHoldout } from './campaigns/assign-holdout';
export { expectedResponses, expectedRevenue } from './campaigns/expected-responses';
export { requiredCustomers, smallestVisibleRate } from './campaigns/power';
export { conversionUplift, revenueUplift, type Interval, type Responders, type Spending } from './campaigns/uplift';
