import { CreateCampaign, ListCampaignMembers, ListCampaigns, MarkCampaignSent, OneCampaign, PreviewCampaign, UpdateCampaign } from '@almanac/data/contract';
import { recordView } from '../audit/index';
import { procedureFor, router } from '../platform/trpc';
import { cancelCampaign, createCampaign, getCampaign, listCampaigns, listMembers, listOwners, markSent, previewCampaign, reopenCampaign, updateCampaign } from './service';

/** Everyone sees what campaigns brought; lists of people are for those who may write to them. */
export const campaignsRouter = router({
  list: procedureFor('viewer')
    .input(ListCampaigns)
    .query(({ ctx, input }) => listCampaigns(ctx, input)),
  get: procedureFor('viewer')
    .input(OneCampaign)
    .query(({ ctx, input }) => getCampaign(ctx, input)),
  members: procedureFor('marketer')
    .input(ListCampaignMembers)
    .query(async ({ ctx, input }) => {
      const page = await listMembers(ctx, input);
      await recordView(ctx, 'campaigns', { campaign: input.campaignId });
      return page;
    }),
  owners: procedureFor('marketer').query(({ ctx }) => listOwners(ctx)),
  preview: procedureFor('marketer')
    .input(PreviewCampaign)
    .query(async ({ ctx, input }) => {
      const preview = await previewCampaign(ctx, input);
      await recordView(ctx, 'campaigns');
      return preview;
    }),
  create: procedureFor('marketer')
    .input(CreateCampaign)
    .mutation(({ ctx, input }) => createCampaign(ctx, input)),
  update: procedureFor('marketer')
    .input(UpdateCampaign)
    .mutation(({ ctx, input }) => updateCampaign(ctx, input)),
  markSent: procedureFor('marketer')
    .input(MarkCampaignSent)
    .mutation(({ ctx, input }) => markSent(ctx, input)),
  cancel: procedureFor('marketer')
    .input(OneCampaign)
    .mutation(({ ctx, input }) => cancelCampaign(ctx, input)),
  reopen: procedureFor('marketer')
    .input(OneCampaign)
    .mutation(({ ctx, input }) => reopenCampaign(ctx, input)),
});
