import { ForecastScope, GetAnalogy, GetForecast, GetHierarchy, ListForecasts, ListPromotions, OneOverride, OnePromotion, OverrideForecast, SavePromotion, SetAnalogy } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { getAnalogy, setAnalogy } from './analogies';
import { getHierarchy } from './hierarchy';
import { getValueAdded, overrideForecast, withdrawOverride } from './overrides';
import { listPromotions, removePromotion, savePromotion } from './planned-promotions';
import { getForecast } from './series-detail';
import { getFacets, listForecasts } from './service';

export const forecastingRouter = router({
  list: procedureFor('viewer')
    .input(ListForecasts)
    .query(({ ctx, input }) => listForecasts(ctx, input)),
  facets: procedureFor('viewer')
    .input(ForecastScope)
    .query(({ ctx, input }) => getFacets(ctx, input)),
  get: procedureFor('viewer')
    .input(GetForecast)
    .query(({ ctx, input }) => getForecast(ctx, input)),
  valueAdded: procedureFor('viewer')
    .input(ForecastScope)
    .query(({ ctx, input }) => getValueAdded(ctx, input)),
  override: procedureFor('planner')
    .input(OverrideForecast)
    .mutation(({ ctx, input }) => overrideForecast(ctx, input)),
  withdrawOverride: procedureFor('planner')
    .input(OneOverride)
    .mutation(({ ctx, input }) => withdrawOverride(ctx, input)),
  promotions: procedureFor('viewer')
    .input(ListPromotions)
    .query(({ ctx, input }) => listPromotions(ctx, input)),
  savePromotion: procedureFor('planner')
    .input(SavePromotion)
    .mutation(({ ctx, input }) => savePromotion(ctx, input)),
  removePromotion: procedureFor('planner')
    .input(OnePromotion)
    .mutation(({ ctx, input }) => removePromotion(ctx, input)),
  analogy: procedureFor('viewer')
    .input(GetAnalogy)
    .query(({ ctx, input }) => getAnalogy(ctx, input)),
  setAnalogy: procedureFor('planner')
    .input(SetAnalogy)
    .mutation(({ ctx, input }) => setAnalogy(ctx, input)),
  hierarchy: procedureFor('viewer')
    .input(GetHierarchy)
    .query(({ ctx, input }) => getHierarchy(ctx, input)),
});
