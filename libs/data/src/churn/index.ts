export { countCustomersByLabel, listCustomerRows, type CustomerRow } from './customer-rows';
export { countByThreshold, findCustomer, listCandidates, listCrossed, listCustomers, listScoreHistory, summarizeRisks, type RiskSummary, type ScoredCustomer, type Scale } from './list-scores';
export { readPurchases, type CustomerPurchases } from './read-purchases';
export { findModel, listModels, listScores, listSegmentRows, measureMargin, type ModelRow } from './read-model';
export { listOrders } from './list-orders';
export { listSegments, summarizeSegments } from './segments';
export { getSettings, upsertSettings } from './settings';
export { judgeRun, listUnjudgedRuns, type JudgedScore } from './judge-runs';
export { pruneRuns, writeRun, type NewModel, type NewScore } from './write-run';
