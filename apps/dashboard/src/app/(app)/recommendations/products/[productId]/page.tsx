import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ProductDetail } from '../../../../../features/recommendation/ProductDetail';
import { audienceInput, AudienceView } from '../../../../../features/recommendation/recommendation-view';
import { getSession, Hydrate, load, serverApi } from '../../../../../platform/trpc-server';

type Props = { readonly params: Promise<{ productId: string }>; readonly searchParams: Promise<unknown> };
const Params = z.object({ productId: z.coerce.number().int().positive() });

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await loadProduct(props)).product.name };
}

export default async function ProductPage(props: Props) {
  const [{ product }] = await Promise.all([loadProduct(props), getSession()]);
  return (
    <Hydrate>
      <ProductDetail productId={product.id} />
    </Hydrate>
  );
}

async function loadProduct({ params, searchParams }: Props) {
  const key = Params.safeParse(await params);
  if (!key.success) notFound();
  const view = AudienceView.parse(await searchParams);
  const api = await serverApi();
  const [found] = await Promise.all([load(api.recommendation.product.queryOptions(audienceInput(key.data.productId, view))), load(api.recommendation.overview.queryOptions()), load(api.recommendation.settings.queryOptions())]);
  return found;
}
