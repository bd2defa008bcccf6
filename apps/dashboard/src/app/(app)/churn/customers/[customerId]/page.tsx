import { OneChurnCustomer } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CustomerDetail } from '../../../../../features/churn/CustomerDetail';
import { Hydrate, load, serverApi } from '../../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ customerId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { customer } = await loadCustomer(params);
  return { title: customer.name ?? customer.code };
}

export default async function Page({ params }: Params) {
  const [{ customer }, api] = await Promise.all([loadCustomer(params), serverApi()]);
  await load(api.churn.settings.queryOptions());
  return (
    <Hydrate>
      <CustomerDetail customerId={customer.id} />
    </Hydrate>
  );
}

async function loadCustomer(params: Params['params']) {
  const key = OneChurnCustomer.safeParse({ customerId: Number((await params).customerId) });
  if (!key.success) notFound();
  return load((await serverApi()).churn.customer.queryOptions(key.data));
}
