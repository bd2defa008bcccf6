import type { Metadata } from 'next';
import { ForecastModel } from '../../../../features/monitoring/ForecastModel';
import { ForecastModelView } from '../../../../features/monitoring/monitoring-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('monitoring.forecastTitle') };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = ForecastModelView.parse(await searchParams);
  const api = await serverApi();
  const [watch] = await Promise.all([load(api.monitoring.forecasts.queryOptions(view)), load(api.forecasting.facets.queryOptions(view))]);
  const served = watch.runs.find(({ isServed }) => isServed);
  if (served) await load(api.training.get.queryOptions({ runId: served.runId }));
  return (
    <Hydrate>
      <ForecastModel />
    </Hydrate>
  );
}
