import { DomainError } from '@almanac/data/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import { download } from '../exports/index';
import type { HttpTools } from '../platform/http';
import { forEachMember, getCampaign } from './service';
import { audienceTable, contactsTable } from './tables';
import { campaignWords } from './words';

const InUrl = z.object({ campaignId: z.coerce.number().int().positive(), locale: z.enum(['en', 'zh']).catch('en') });

/** Downloads of a campaign: the list with reasons, and the audience as mail tools read it. Neither names who is held back. */
export function registerCampaignRoutes({ app, requireOrg }: HttpTools): void {
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/api/downloads/campaign.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'marketer');
      const { locale, campaignId } = parse(context);
      const campaign = await getCampaign(ctx, { campaignId });
      return download(ctx, contactsTable(ctx, campaignWords[locale], campaign, forEachMember(ctx, { campaignId })), `campaign-${campaignId}-${ctx.org.slug}`, format);
    });
  }
  app.get('/api/downloads/campaign-audience.csv', async (context) => {
    const ctx = await requireOrg(context, 'marketer');
    const { locale, campaignId } = parse(context);
    const campaign = await getCampaign(ctx, { campaignId });
    return download(ctx, audienceTable(campaignWords[locale], campaign, forEachMember(ctx, { campaignId })), `audience-${campaignId}-${ctx.org.slug}`, 'csv');
  });
}

function parse(context: Context): z.output<typeof InUrl> {
  const parsed = InUrl.safeParse(context.req.query());
  if (!parsed.success) throw new DomainError('request.invalid');
  return parsed.data;
}
