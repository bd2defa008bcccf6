import type { Metadata } from 'next';
import { ProductList } from '../../../../features/recommendation/ProductList';
import { productsInput, ProductsView } from '../../../../features/recommendation/recommendation-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, preloadPages, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('recommendations.sections.products') };
}

export default async function ProductsPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = ProductsView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([load(api.recommendation.overview.queryOptions()), load(api.training.list.queryOptions()), preloadPages(api.recommendation.products.infiniteQueryOptions(productsInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined }))]);
  return (
    <Hydrate>
      <ProductList />
    </Hydrate>
  );
}
