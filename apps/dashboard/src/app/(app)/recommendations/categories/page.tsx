import type { Metadata } from 'next';
import { Affinity } from '../../../../features/recommendation/Affinity';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('recommendations.sections.categories') };
}

export default async function CategoriesPage() {
  const api = await serverApi();
  await Promise.all([load(api.recommendation.overview.queryOptions()), load(api.training.list.queryOptions()), load(api.recommendation.affinity.queryOptions())]);
  return (
    <Hydrate>
      <Affinity />
    </Hydrate>
  );
}
