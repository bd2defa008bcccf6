import type { Metadata } from 'next';
import { HierarchyPage } from '../../../../features/hierarchy/HierarchyPage';
import { HierarchyView } from '../../../../features/hierarchy/hierarchy-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('hierarchy.title') };
}

export default async function ForecastHierarchyPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const { frequency, level, key, by } = HierarchyView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([load(api.forecasting.hierarchy.queryOptions({ frequency, level, key, by })), load(api.forecasting.facets.queryOptions({ frequency }))]);
  return (
    <Hydrate>
      <HierarchyPage />
    </Hydrate>
  );
}
