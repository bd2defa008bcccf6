import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Webhooks } from '../../../../features/settings/Webhooks';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('webhooks.title') };
}

export default async function WebhooksPage() {
  const { role } = await getSession();
  if (!mayActAs(role, 'owner')) notFound();
  const api = await serverApi();
  await Promise.all([load(api.webhooks.list.queryOptions()), load(api.webhooks.deliveries.queryOptions())]);
  return (
    <Hydrate>
      <Webhooks />
    </Hydrate>
  );
}
