'use client';
import type { CampaignDetail } from '@almanac/data/contract';
import { Button, Card, EmptyState, Table, UserRoundIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { useTRPC } from '../../platform/trpc-client';
import { useCampaignReason } from './words';

/** Whom to write to and why; who is held back is not named. */
export default function Contacts({ campaign: { campaignId, origin, withdrawn, withoutEmail } }: { readonly campaign: CampaignDetail }) {
  const t = useTranslations('campaigns');
  const f = useFormatters();
  const trpc = useTRPC();
  const reasonText = useCampaignReason();
  const [q, setQ] = useState('');
  const list = useInfiniteQuery(trpc.campaigns.members.infiniteQueryOptions({ campaignId, q: q === '' ? undefined : q, limit: 50 }, { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const notes = [withoutEmail > 0 && t('detail.withoutEmail', { count: f.integer(withoutEmail) }), withdrawn > 0 && t('detail.withdrawn', { count: f.integer(withdrawn) })].filter(Boolean).join(' ');
  return (
    <Card title={t('detail.listTitle')} description={[t('detail.listText'), notes].filter(Boolean).join(' ')} isFlush actions={<SearchInput label={t('detail.search')} value={q} onSearch={setQ} className="w-52" />}>
      {!list.isPending && rows.length === 0 ? (
        <EmptyState icon={<UserRoundIcon />} title={t('detail.nobody')} />
      ) : (
        <Table
          caption={t('detail.listTitle')}
          rows={rows}
          rowKey={({ customerId }) => String(customerId)}
          columns={[
            {
              id: 'customer',
              header: t('customer'),
              cell: (row) => (
                <span className="block min-w-24">
                  <span className="block font-medium">{row.name ?? row.code}</span>
                  <span className="block text-xs break-all text-ink-faint">{row.email ?? t('detail.noEmail')}</span>
                </span>
              ),
            },
            { id: 'segment', header: t('segment'), isSecondary: true, cell: (row) => [row.segment, row.country].filter(Boolean).join(' · ') },
            { id: 'why', header: t('why'), cell: (row) => <span className="text-ink-soft">{reasonText(row.reason)}</span> },
            { id: 'chance', header: t(origin === 'churn' ? 'chanceToKeep' : 'chance'), align: 'end', cell: (row) => f.percent(row.responseProbability) },
            { id: 'revenue', header: t('plan.revenue'), align: 'end', isSecondary: true, cell: (row) => f.moneyCents(row.expectedRevenueMinor) },
          ]}
        />
      )}
      {list.hasNextPage && (
        <div className="flex justify-center border-t border-line p-3">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('loadMore')}
          </Button>
        </div>
      )}
    </Card>
  );
}
