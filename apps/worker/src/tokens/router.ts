import { CreateToken, OneToken } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { createToken, listTokens, revokeToken } from './service';

export const tokensRouter = router({
  list: procedureFor('owner').query(({ ctx }) => listTokens(ctx)),
  create: procedureFor('owner')
    .input(CreateToken)
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  revoke: procedureFor('owner')
    .input(OneToken)
    .mutation(({ ctx, input }) => revokeToken(ctx, input)),
});
