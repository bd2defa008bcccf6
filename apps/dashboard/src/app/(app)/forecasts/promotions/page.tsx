import type { Metadata } from 'next';
import { PromotionList } from '../../../../features/promotions/PromotionList';
import { PromotionsView } from '../../../../features/promotions/promotions-view';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('promotions.title') };
}

export default async function PromotionsPage({ searchParams }: { readonly searchParams: Promise<unknown> }) {
  const view = PromotionsView.parse(await searchParams);
  const api = await serverApi();
  await Promise.all([load(api.forecasting.promotions.queryOptions({ hasPast: view.past === '1' })), load(api.forecasting.facets.queryOptions({ frequency: 'week' })), getSession()]);
  return (
    <Hydrate>
      <PromotionList />
    </Hydrate>
  );
}
