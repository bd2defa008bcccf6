import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { CustomerList } from '../../../../features/recommendation/CustomerList';
import { NotForRole } from '../../../../features/recommendation/NotForRole';
import { customersInput, CustomersView } from '../../../../features/recommendation/recommendation-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate, load, preloadPages, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('recommendations.sections.customers') };
}

export default async function CustomersPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const [view, { role }] = [CustomersView.parse(await searchParams), await getSession()];
  if (!mayActAs(role, 'marketer')) return <NotForRole />;
  const api = await serverApi();
  await Promise.all([load(api.recommendation.overview.queryOptions()), load(api.training.list.queryOptions()), preloadPages(api.recommendation.customers.infiniteQueryOptions(customersInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined }))]);
  return (
    <Hydrate>
      <CustomerList />
    </Hydrate>
  );
}
