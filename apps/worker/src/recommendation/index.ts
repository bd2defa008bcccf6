export { campaignCandidates, type CampaignCandidate } from './campaign-candidates';
export { listContacted } from './contacts';
export { recommendForCustomer, recommendForCustomers, type CompanyToday, type Purpose } from './recommend-for-customer';
export { recommendForStranger, recommendWithProduct } from './recommend-for-shop';
export { recommendationRouter } from './router';
export { RESPONSE_DAYS, requirePurchases, trainRecommend } from './train-recommend';
export { registerRecommendationRoutes } from './routes';
