export { adjustedMean, adjustForecast, type AdjustedForecast, type Override } from './adjust-forecast';
export { findForecast, findSeries, listBacktest, listClassScores, type SeriesDescription, type StoredForecast } from './get-forecast';
export { findAggregate, listAggregateHistory, listAggregates, listMembers, listOverriddenSeries, type AggregateForecast, type AggregateMembers, type MemberForecast } from './hierarchy';
export { countForecasts, listForecastFacets, listForecasts, type ForecastPage } from './list-forecasts';
export { insertOverrides, listOverrides, readSeriesOverrides, scoreOverrides, withdrawOverrides, type OverrideBatch, type OverrideErrors } from './overrides';
export { findDemandSpan, listPlannedPromotions, listSeriesFacts, listStockOuts, streamPeriodDemand, type HistoryScope, type PeriodDemand, type PlannedPromotion, type SeriesFacts, type StockOut } from './read-history';
export { deletePromotion, findPromotion, findPromotionTarget, listPromotions, savePromotion, type PromotionValues } from './promotions';
export { listServedForecasts, type ServedForecast, type ServedForecastScope } from './served-forecasts';
export { analyzeForecasts, pruneForecasts, serveRun, writeRunResults, type AggregateRow, type BacktestRow, type ForecastRow, type RunKey, type ScoreRow } from './write-forecasts';
