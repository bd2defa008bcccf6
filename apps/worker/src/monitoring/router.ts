import { WatchForecasts } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { watchForecasts, watchRecommendations } from './service';

export const monitoringRouter = router({
  forecasts: procedureFor('viewer')
    .input(WatchForecasts)
    .query(({ ctx, input }) => watchForecasts(ctx, input)),
  recommendations: procedureFor('viewer').query(({ ctx }) => watchRecommendations(ctx)),
});
