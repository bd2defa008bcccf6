import { TransferKey } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TransferDetail } from '../../../../../features/orders/TransferDetail';
import { Hydrate, load, serverApi } from '../../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ transferId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await loadTransfer(params)).transfer.code };
}

export default async function TransferPage({ params }: Params) {
  const { transfer } = await loadTransfer(params);
  return (
    <Hydrate>
      <TransferDetail transferId={transfer.transferId} />
    </Hydrate>
  );
}

async function loadTransfer(params: Params['params']) {
  const key = TransferKey.safeParse(await params);
  if (!key.success) notFound();
  return load((await serverApi()).transfers.get.queryOptions(key.data));
}
