import type { Metadata } from 'next';
import { Policy } from '../../../../features/inventory/Policy';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('inventory.policy.title') };
}

export default async function PolicyPage() {
  const api = await serverApi();
  await Promise.all([load(api.inventory.policies.queryOptions()), load(api.inventory.replay.queryOptions({}))]);
  return (
    <Hydrate>
      <Policy />
    </Hydrate>
  );
}
