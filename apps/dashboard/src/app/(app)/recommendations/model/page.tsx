import type { Metadata } from 'next';
import { RecommendationModel } from '../../../../features/monitoring/RecommendationModel';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('monitoring.recommendationTitle') };
}

export default async function Page() {
  const api = await serverApi();
  const [watch] = await Promise.all([load(api.monitoring.recommendations.queryOptions()), load(api.recommendation.overview.queryOptions()), load(api.training.list.queryOptions())]);
  const served = watch.runs.find(({ isServed }) => isServed);
  if (served) await load(api.training.get.queryOptions({ runId: served.runId }));
  return (
    <Hydrate>
      <RecommendationModel />
    </Hydrate>
  );
}
