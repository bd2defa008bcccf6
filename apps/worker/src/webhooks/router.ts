import { AddWebhook, OneWebhook, SwitchWebhook } from '@almanac/data/contract';
import { procedureFor, router } from '../platform/trpc';
import { addWebhook, listDeliveries, listWebhooks, removeWebhook, switchWebhook, testWebhook } from './service';

export const webhooksRouter = router({
  list: procedureFor('owner').query(({ ctx }) => listWebhooks(ctx)),
  deliveries: procedureFor('owner').query(({ ctx }) => listDeliveries(ctx)),
  add: procedureFor('owner')
    .input(AddWebhook)
    .mutation(({ ctx, input }) => addWebhook(ctx, input)),
  remove: procedureFor('owner')
    .input(OneWebhook)
    .mutation(({ ctx, input }) => removeWebhook(ctx, input)),
  turn: procedureFor('owner')
    .input(SwitchWebhook)
    .mutation(({ ctx, input }) => switchWebhook(ctx, input)),
  test: procedureFor('owner')
    .input(OneWebhook)
    .mutation(({ ctx, input }) => testWebhook(ctx, input)),
});
