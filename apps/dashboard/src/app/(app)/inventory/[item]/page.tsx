import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ItemDetail } from '../../../../features/inventory/ItemDetail';
import { parseItem } from '../../../../features/inventory/item-key';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ item: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await loadItem(params)).item.productName };
}

export default async function ItemPage({ params }: Params) {
  const { item } = await loadItem(params);
  return (
    <Hydrate>
      <ItemDetail itemKey={{ productId: item.productId, locationId: item.locationId }} />
    </Hydrate>
  );
}

async function loadItem(params: Params['params']) {
  const key = parseItem((await params).item);
  if (!key) notFound();
  return load((await serverApi()).inventory.get.queryOptions(key));
}
