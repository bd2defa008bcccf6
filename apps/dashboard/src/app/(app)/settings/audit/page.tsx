import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AuditLog } from '../../../../features/settings/AuditLog';
import { AuditView } from '../../../../features/settings/audit-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate, preloadPages, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('audit.title') };
}

export default async function AuditPage({ searchParams }: { readonly searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { role } = await getSession();
  if (!mayActAs(role, 'manager')) notFound();
  const view = AuditView.parse(await searchParams);
  await preloadPages((await serverApi()).audit.list.infiniteQueryOptions(view, { getNextPageParam: ({ nextCursor }) => nextCursor }));
  return (
    <Hydrate>
      <AuditLog />
    </Hydrate>
  );
}
