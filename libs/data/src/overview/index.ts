export { findLastRun, listBiased, listImportsWithProblems, listMovers, listPlannedRisks, listStockRisks } from './attention';
export { findServedRun, listRunScores, listTotalForecast, type ForecastScope, type ServedRun } from './forecast';
export { findLastSaleDate, findSalesVersion, getStockSummary, listWeeklySales } from './sales';
