import type { Metadata } from 'next';
import { Pairs } from '../../../../features/recommendation/Pairs';
import { pairsInput, PairsView } from '../../../../features/recommendation/recommendation-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, preloadPages, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('recommendations.sections.pairs') };
}

export default async function PairsPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = PairsView.parse(await searchParams);
  const api = await serverApi();
  const rows = view.tab === 'pairs' ? preloadPages(api.recommendation.pairs.infiniteQueryOptions(pairsInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined })) : load(api.recommendation.bundles.queryOptions());
  await Promise.all([load(api.recommendation.overview.queryOptions()), load(api.training.list.queryOptions()), rows]);
  return (
    <Hydrate>
      <Pairs />
    </Hydrate>
  );
}
