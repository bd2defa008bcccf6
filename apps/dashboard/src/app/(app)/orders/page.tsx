import type { Metadata } from 'next';
import { OrderList } from '../../../features/orders/OrderList';
import { ordersInput, OrdersView } from '../../../features/orders/orders-view';
import { getTranslator } from '../../../platform/i18n-server';
import { Hydrate, load, preloadPages, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('orders.title') };
}

export default async function OrdersPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = OrdersView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([preloadPages(api.purchaseOrders.list.infiniteQueryOptions(ordersInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined })), load(api.inventory.facets.queryOptions())]);
  return (
    <Hydrate>
      <OrderList />
    </Hydrate>
  );
}
