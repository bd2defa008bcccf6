import type { Metadata } from 'next';
import { CampaignList } from '../../../features/campaigns/CampaignList';
import { CampaignsView, listInput } from '../../../features/campaigns/campaigns-view';
import { getTranslator } from '../../../platform/i18n-server';
import { Hydrate, preloadPages, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('campaigns.title') };
}

export default async function CampaignsPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = CampaignsView.parse(await searchParams);
  const api = await serverApi();
  await preloadPages(api.campaigns.list.infiniteQueryOptions(listInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined }));
  return (
    <Hydrate>
      <CampaignList />
    </Hydrate>
  );
}
