import { OrderKey } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OrderDetail } from '../../../../features/orders/OrderDetail';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ orderId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await loadOrder(params)).order.code };
}

export default async function OrderPage({ params }: Params) {
  const { order } = await loadOrder(params);
  return (
    <Hydrate>
      <OrderDetail orderId={order.orderId} />
    </Hydrate>
  );
}

async function loadOrder(params: Promise<{ orderId: string }>) {
  const key = OrderKey.safeParse(await params);
  if (!key.success) notFound();
  return load((await serverApi()).purchaseOrders.get.queryOptions(key.data));
}
