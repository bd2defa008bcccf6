import { OverviewFilter } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { getOverview } from './service';

export const overviewRouter = router({
  get: procedureFor('viewer')
    .input(OverviewFilter)
    .query(({ ctx, input }) => getOverview(ctx, input)),
});
