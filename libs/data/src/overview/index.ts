export { findLastRun, listBiased, listImportsWithProblems, listMovers, listPlannedRisks, listStockRisks } from './attention';
export { findServedRun, listRunScores, listTotalForecast, type ForecastScope, type ServedRun } from './forecast';
export { findLastSaleDate, getStockSummary, listWeeklySales } from './sales';
