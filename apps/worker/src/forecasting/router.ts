import { GetForecast, GetHierarchy, ListForecasts } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { getHierarchy } from './hierarchy';
import { getFacets, getForecast, listForecasts } from './service';

export const forecastingRouter = router({
  list: procedureFor('viewer')
    .input(ListForecasts)
    .query(({ ctx, input }) => listForecasts(ctx, input)),
  facets: procedureFor('viewer').query(({ ctx }) => getFacets(ctx)),
  get: procedureFor('viewer')
    .input(GetForecast)
    .query(({ ctx, input }) => getForecast(ctx, input.seriesId)),
  hierarchy: procedureFor('viewer')
    .input(GetHierarchy)
    .query(({ ctx, input }) => getHierarchy(ctx, input)),
});
