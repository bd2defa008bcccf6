import type { Metadata } from 'next';
import { TransferList } from '../../../../features/orders/TransferList';
import { TransfersView } from '../../../../features/orders/orders-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, preloadPages, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('transfers.title') };
}

export default async function TransfersPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = TransfersView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([preloadPages(api.transfers.list.infiniteQueryOptions(view, { getNextPageParam: (page) => page.nextCursor ?? undefined })), load(api.inventory.facets.queryOptions())]);
  return (
    <Hydrate>
      <TransferList />
    </Hydrate>
  );
}
