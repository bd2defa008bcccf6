import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { ChurnPage } from '../../../features/churn/ChurnPage';
import { ChurnView, listInput } from '../../../features/churn/churn-view';
import { getTranslator } from '../../../platform/i18n-server';
import { getSession, Hydrate, load, preloadPages, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('churn.title') };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = ChurnView.parse(await searchParams);
  const api = await serverApi();
  const [overview, session] = await Promise.all([load(api.churn.overview.queryOptions()), getSession(), load(api.churn.settings.queryOptions()), load(api.training.list.queryOptions())]);
  if (overview.run !== null) {
    await Promise.all([
      load(api.churn.threshold.queryOptions()),
      mayActAs(session.role, 'marketer') && preloadPages(api.churn.customers.infiniteQueryOptions(listInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined })),
    ]);
  }
  return (
    <Hydrate>
      <ChurnPage />
    </Hydrate>
  );
}
