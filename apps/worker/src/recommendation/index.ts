export { campaignCandidates } from './campaign-candidates';
export { recommendForCustomer, type CompanyToday } from './recommend-for-customer';
export { recommendForStranger, recommendWithProduct } from './recommend-for-shop';
export { recommendationRouter } from './router';
export { RESPONSE_DAYS, requirePurchases, trainRecommend } from './train-recommend';
export { registerRecommendationRoutes } from './routes';
export { createShelves, type Shelf } from './shelf';
