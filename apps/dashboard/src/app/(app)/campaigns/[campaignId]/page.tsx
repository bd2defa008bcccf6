import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { CampaignDetail } from '../../../../features/campaigns/CampaignDetail';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

const InUrl = z.object({ campaignId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
type Params = { readonly params: Promise<{ campaignId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await loadCampaign(params)).name };
}

export default async function CampaignPage({ params }: Params) {
  const { campaignId } = await loadCampaign(params);
  return (
    <Hydrate>
      <CampaignDetail campaignId={campaignId} />
    </Hydrate>
  );
}

async function loadCampaign(params: Promise<{ campaignId: string }>) {
  const key = InUrl.safeParse(await params);
  if (!key.success) notFound();
  return load((await serverApi()).campaigns.get.queryOptions(key.data));
}
