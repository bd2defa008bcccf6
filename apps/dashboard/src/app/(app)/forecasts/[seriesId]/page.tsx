import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { SeriesDetail } from '../../../../features/forecasting/SeriesDetail';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ seriesId: string }> };
const Params = z.object({ seriesId: z.coerce.number().int().positive() });

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await loadSeries(params)).series.productName };
}

export default async function SeriesPage({ params }: Params) {
  const { series } = await loadSeries(params);
  return (
    <Hydrate>
      <SeriesDetail seriesId={series.id} />
    </Hydrate>
  );
}

async function loadSeries(params: Promise<{ seriesId: string }>) {
  const key = Params.safeParse(await params);
  if (!key.success) notFound();
  return load((await serverApi()).forecasting.get.queryOptions(key.data));
}
