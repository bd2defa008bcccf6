import type { Metadata } from 'next';
import { ReachView, reachInput } from '../../../features/recommendation/recommendation-view';
import { RecommendationOverview } from '../../../features/recommendation/RecommendationOverview';
import { getTranslator } from '../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('recommendations.title') };
}

export default async function RecommendationsPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = ReachView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([load(api.recommendation.overview.queryOptions()), load(api.recommendation.reach.queryOptions(reachInput(view))), load(api.training.list.queryOptions()), getSession()]);
  return (
    <Hydrate>
      <RecommendationOverview />
    </Hydrate>
  );
}
