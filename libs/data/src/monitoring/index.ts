export { judgeForecasts, listCutoffs } from './forecast-outcome';
export { judgeLists, listRecommenders } from './list-outcome';
export { sampleDemand, samplePurchases, type Days, type DemandSample, type PurchaseSample } from './samples';
