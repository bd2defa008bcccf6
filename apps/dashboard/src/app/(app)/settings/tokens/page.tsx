import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Tokens } from '../../../../features/settings/Tokens';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('tokens.title') };
}

export default async function TokensPage() {
  const { role } = await getSession();
  if (!mayActAs(role, 'owner')) notFound();
  await load((await serverApi()).tokens.list.queryOptions());
  return (
    <Hydrate>
      <Tokens />
    </Hydrate>
  );
}
