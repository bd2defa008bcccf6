import { AddExclusion, HistoryOfCustomer, ListPairs, ListRecommendedCustomers, ListRecommendedProducts, OneCustomer, OneExclusion, OneProduct, ReachOf, RecommendationSettings } from '@almanac/data/contract';
import { recordView } from '../audit/index';
import { procedureFor, router } from '../platform/trpc';
import { getCustomerHistory } from './customer-history';
import { getReach } from './reach';
import { addExclusion, getCustomer, getOverview, getProduct, getRules, listAffinity, listBundles, listCustomers, listPairs, listProducts, removeExclusion, saveSettings } from './service';

/** Lists of people are for those who may write to them. */
export const recommendationRouter = router({
  overview: procedureFor('viewer').query(({ ctx }) => getOverview(ctx)),
  customers: procedureFor('marketer')
    .input(ListRecommendedCustomers)
    .query(async ({ ctx, input }) => {
      await recordView(ctx, 'recommendations');
      return listCustomers(ctx, input);
    }),
  customer: procedureFor('marketer')
    .input(OneCustomer)
    .query(async ({ ctx, input }) => {
      const found = await getCustomer(ctx, input);
      await recordView(ctx, 'recommendations', { customer: input.customerId });
      return found;
    }),
  history: procedureFor('marketer')
    .input(HistoryOfCustomer)
    .query(({ ctx, input }) => getCustomerHistory(ctx, input)),
  reach: procedureFor('viewer')
    .input(ReachOf)
    .query(({ ctx, input }) => getReach(ctx, input)),
  products: procedureFor('viewer')
    .input(ListRecommendedProducts)
    .query(({ ctx, input }) => listProducts(ctx, input)),
  product: procedureFor('viewer')
    .input(OneProduct)
    .query(({ ctx, input }) => getProduct(ctx, input)),
  pairs: procedureFor('viewer')
    .input(ListPairs)
    .query(({ ctx, input }) => listPairs(ctx, input)),
  bundles: procedureFor('viewer').query(({ ctx }) => listBundles(ctx)),
  affinity: procedureFor('viewer').query(({ ctx }) => listAffinity(ctx)),
  settings: procedureFor('viewer').query(({ ctx }) => getRules(ctx)),
  saveSettings: procedureFor('marketer')
    .input(RecommendationSettings)
    .mutation(({ ctx, input }) => saveSettings(ctx, input)),
  addExclusion: procedureFor('marketer')
    .input(AddExclusion)
    .mutation(({ ctx, input }) => addExclusion(ctx, input)),
  removeExclusion: procedureFor('marketer')
    .input(OneExclusion)
    .mutation(({ ctx, input }) => removeExclusion(ctx, input)),
});
