import { ChurnSettings, ListChurnCustomers, OneChurnCustomer } from '@almanac/data/contract';
import { recordView } from '../audit/index';
import { procedureFor, router } from '../platform/trpc';
import { getFairness, getModel, getRules, getThresholds, saveSettings } from './model-report';
import { getCustomer, getOverview, listCustomers, listSegments } from './service';

export const churnRouter = router({
  overview: procedureFor('viewer').query(({ ctx }) => getOverview(ctx)),
  customers: procedureFor('marketer')
    .input(ListChurnCustomers)
    .query(async ({ ctx, input }) => {
      await recordView(ctx, 'churn');
      return listCustomers(ctx, input);
    }),
  customer: procedureFor('marketer')
    .input(OneChurnCustomer)
    .query(async ({ ctx, input }) => {
      const found = await getCustomer(ctx, input);
      await recordView(ctx, 'churn', { customer: input.customerId });
      return found;
    }),
  segments: procedureFor('viewer').query(({ ctx }) => listSegments(ctx)),
  threshold: procedureFor('viewer').query(({ ctx }) => getThresholds(ctx)),
  model: procedureFor('viewer').query(({ ctx }) => getModel(ctx)),
  fairness: procedureFor('viewer').query(({ ctx }) => getFairness(ctx)),
  settings: procedureFor('viewer').query(({ ctx }) => getRules(ctx)),
  saveSettings: procedureFor('marketer')
    .input(ChurnSettings)
    .mutation(({ ctx, input }) => saveSettings(ctx, input)),
});
