import { ListAudit } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { listAudit } from './service';

export const auditRouter = router({
  list: procedureFor('manager')
    .input(ListAudit)
    .query(({ ctx, input }) => listAudit(ctx, input)),
});
