import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Privacy } from '../../../../features/settings/Privacy';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('privacy.title') };
}

export default async function PrivacyPage() {
  const { role } = await getSession();
  if (!mayActAs(role, 'owner')) notFound();
  await load((await serverApi()).privacy.settings.queryOptions());
  return (
    <Hydrate>
      <Privacy />
    </Hydrate>
  );
}
