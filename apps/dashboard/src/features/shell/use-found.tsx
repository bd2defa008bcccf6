import { mayActAs } from '@almanac/data/contract';
import { ClipboardListIcon, PackageSearchIcon, SendIcon, UserRoundIcon } from '@almanac/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

const MOST_EACH = 5;

/** What goes by a name or code, kind by kind; customers for those who may see them. */
export function useFound(q: string, isOpen: boolean) {
  const t = useTranslations('shell');
  const trpc = useTRPC();
  const router = useRouter();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const isAsked = isOpen && q.length > 1;
  const options = { enabled: isAsked, retry: false, placeholderData: <Data,>(before: Data) => before };
  const series = useQuery(trpc.forecasting.list.queryOptions({ q, sort: 'forecast', dir: 'desc', limit: MOST_EACH }, options));
  const orders = useQuery(trpc.purchaseOrders.list.queryOptions({ q, limit: MOST_EACH }, options));
  const campaigns = useQuery(trpc.campaigns.list.queryOptions({ q, limit: MOST_EACH }, options));
  // Without a training there are no customers to list: the question is then refused, and nothing is found.
  const customers = useQuery(trpc.recommendation.customers.queryOptions({ q, limit: MOST_EACH }, { ...options, enabled: isAsked && mayActAs(session.role, 'marketer') }));

  const group = <Item,>(heading: string, icon: ReactNode, items: readonly Item[] | undefined, entry: (item: Item) => { readonly href: string; readonly label: string; readonly detail: string }) => ({
    heading,
    items: (isAsked ? (items ?? []) : []).map((item) => {
      const { href, label, detail } = entry(item);
      return { id: href, icon, label, detail, onRun: () => router.push(href) };
    }),
  });
  return [
    group(t('products'), <PackageSearchIcon aria-hidden />, series.data?.items, ({ seriesId, productName, productCode, location }) => ({ href: `/forecasts/${seriesId}`, label: productName, detail: `${productCode} · ${location}` })),
    group(t('customers'), <UserRoundIcon aria-hidden />, customers.data?.items, ({ id, name, code, segment }) => ({ href: `/recommendations/customers/${id}`, label: name ?? code, detail: [name === null ? null : code, segment].filter(Boolean).join(' · ') })),
    group(t('orders'), <ClipboardListIcon aria-hidden />, orders.data?.orders, ({ orderId, code, supplier }) => ({ href: `/orders/${orderId}`, label: code, detail: supplier })),
    group(t('campaigns'), <SendIcon aria-hidden />, campaigns.data?.items, ({ campaignId, name, ownerName }) => ({ href: `/campaigns/${campaignId}`, label: name, detail: ownerName })),
  ];
}
