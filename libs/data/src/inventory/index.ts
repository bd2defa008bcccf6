export { countInventory, listInventory, listInventoryByKey, listInventoryFacets, listInventoryGroups, sumInventory } from './list-inventory';
export { findEdit, listCurrentSuggestions, listDecisions, lockDecisions, releaseDecisions, undoEdit, undoOrdered, writeDecisions, type CurrentSuggestion, type ItemDecision } from './decisions';
export { findItemExtras, listBestCustomers, listElsewhere, listItemCustomerOrders, listItemOrders } from './item-facts';
export { listCommitted, listOpenReceipts, listPlannedProducts, listProductDeliveries, listRecentDemand, listStockItems, listSupplierDeliveries, listYearlyRevenue, type CommittedItems, type OpenReceipt, type PastDelivery, type PlanScope, type RecentDemand, type StockItem } from './plan-input';
export { addPlanRows, beginPlan, findPlanRun, listPlannedClasses, listPlannedCompanies, listShortOrders, lockPlan, pullForward, replacePlan, type PlanRow, type PlanRun, type PulledForward, type SupplierRow } from './write-plan';
export { getSettings, hasProduct, listPolicyRules, replacePolicy, upsertSettings } from './policies';
export { addStock, countOrders, findOrderForUpdate, forgetOnOrder, insertOrder, listOrderLines, listOrders, receiveLines, setOrderStatus, type ReceivedLine } from './purchase-orders';
export { deleteView, listViews, upsertView } from './views';
export { beginReplay, findReplay, findReplayRun, finishReplay, hasOrders, listPastForecasts, listReplayProducts, listSeriesPast, REPLAY_MEMORY_DAYS, type PastForecastRow, type SeriesPast } from './replay';
