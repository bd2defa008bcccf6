import type { Metadata } from 'next';
import { ForecastList } from '../../../features/forecasting/ForecastList';
import { ForecastsView, listInput } from '../../../features/forecasting/forecast-view';
import { getTranslator } from '../../../platform/i18n-server';
import { Hydrate, load, preloadPages, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('forecasts.title') };
}

export default async function ForecastsPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = ForecastsView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([preloadPages(api.forecasting.list.infiniteQueryOptions(listInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined })), load(api.forecasting.facets.queryOptions({ frequency: view.frequency })), load(api.forecasting.valueAdded.queryOptions({ frequency: view.frequency }))]);
  return (
    <Hydrate>
      <ForecastList />
    </Hydrate>
  );
}
