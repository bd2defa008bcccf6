import type { Metadata } from 'next';
import { OrderScreen } from '../../../features/inventory/OrderScreen';
import { filterOf, InventoryView, PAGE_SIZE } from '../../../features/inventory/inventory-view';
import { getTranslator } from '../../../platform/i18n-server';
import { Hydrate, load, preloadPages, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('inventory.title') };
}

export default async function InventoryPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = InventoryView.parse(await searchParams);
  const api = await serverApi();
  const rows = view.by === undefined ? preloadPages(api.inventory.list.infiniteQueryOptions({ ...filterOf(view), limit: PAGE_SIZE }, { getNextPageParam: (page) => page.nextCursor ?? undefined })) : load(api.inventory.groups.queryOptions({ ...filterOf(view), by: view.by }));
  await Promise.all([rows, load(api.inventory.summary.queryOptions()), load(api.inventory.facets.queryOptions()), load(api.inventory.views.queryOptions())]);
  return (
    <Hydrate>
      <OrderScreen />
    </Hydrate>
  );
}
