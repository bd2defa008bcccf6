import type { Metadata } from 'next';
import { Overview } from '../../features/overview/Overview';
import { OverviewView } from '../../features/overview/overview-view';
import { getTranslator } from '../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('overview.title') };
}

export default async function OverviewPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const { location, frequency } = OverviewView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([load(api.overview.get.queryOptions({ location, frequency })), load(api.forecasting.facets.queryOptions({ frequency }))]);
  return (
    <Hydrate>
      <Overview />
    </Hydrate>
  );
}
