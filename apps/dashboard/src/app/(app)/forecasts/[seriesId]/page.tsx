import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { SeriesView } from '../../../../features/forecasting/forecast-view';
import { SeriesDetail } from '../../../../features/forecasting/SeriesDetail';
import { getSession, Hydrate, load, serverApi } from '../../../../platform/trpc-server';

type Props = { readonly params: Promise<{ seriesId: string }>; readonly searchParams: Promise<unknown> };
const Params = z.object({ seriesId: z.coerce.number().int().positive() });

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await loadSeries(props)).series.productName };
}

export default async function SeriesPage(props: Props) {
  const [{ series }] = await Promise.all([loadSeries(props), getSession()]);
  return (
    <Hydrate>
      <SeriesDetail seriesId={series.id} />
    </Hydrate>
  );
}

async function loadSeries({ params, searchParams }: Props) {
  const key = Params.safeParse(await params);
  if (!key.success) notFound();
  const { frequency } = SeriesView.parse(await searchParams);
  const api = await serverApi();
  const [found] = await Promise.all([load(api.forecasting.get.queryOptions({ ...key.data, frequency })), load(api.forecasting.facets.queryOptions({ frequency }))]);
  return found;
}
