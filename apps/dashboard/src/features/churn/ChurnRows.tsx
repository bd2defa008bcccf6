'use client';
import type { ChurnCustomer } from '@almanac/data/contract';
import { Badge, Card, DataGrid, EmptyState, type GridColumn, Skeleton, UserRoundIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { type ChurnView, customerPath, listInput } from './churn-view';
import { actionTone, riskTone, useReasonText } from './names';

type ChurnRowsProps = { readonly view: ChurnView; readonly onChange: (changes: Partial<ChurnView>) => void };

/** The customers of a filter, however many. */
export function ChurnRows({ view, onChange }: ChurnRowsProps) {
  const t = useTranslations('churn');
  const f = useFormatters();
  const trpc = useTRPC();
  const list = useInfiniteQuery(trpc.churn.customers.infiniteQueryOptions(listInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const columns = useColumns();
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const sortBy = (sort: ChurnView['sort']) => onChange(sort === view.sort ? { dir: view.dir === 'asc' ? 'desc' : 'asc' } : { sort, dir: sort === 'name' || sort === 'lastOrder' ? 'asc' : 'desc' });
  if (list.isPending) return <Skeleton className="h-96" />;
  return (
    <Card title={t('list.title')} description={t('list.count', { count: total, shown: f.integer(total) })} isFlush className="overflow-clip">
      {rows.length === 0 ? (
        <EmptyState icon={<UserRoundIcon />} title={t('list.noMatch')} description={t('list.noMatchText')} />
      ) : (
        <DataGrid
          label={t('list.title')}
          columns={columns}
          rows={rows}
          total={total}
          rowKey={({ id }) => id}
          sort={{ by: view.sort, isDescending: view.dir === 'desc' }}
          onSort={sortBy}
          sortLabel={(header) => t('list.sortBy', { header })}
          onReachEnd={loadMore}
          isLoadingMore={list.isFetchingNextPage}
        />
      )}
    </Card>
  );
}

/** In a list all of these are said as the silence beside the usual gap. */
const SILENCE: readonly string[] = ['recency', 'recencyOverGap', 'recencyOverLongestGap'];

function useColumns(): readonly GridColumn<ChurnCustomer, ChurnView['sort']>[] {
  const t = useTranslations('churn');
  const f = useFormatters();
  const reasonText = useReasonText();
  const why = (row: ChurnCustomer) => {
    const sign = row.risk === 'low' ? -1 : 1;
    const reason = row.reasons?.find(({ contribution }) => contribution * sign > 0);
    if (reason === undefined) return null;
    return reasonText(SILENCE.includes(reason.feature) && row.daysSinceOrder !== null ? { ...reason, feature: 'recency', value: row.daysSinceOrder } : reason, row);
  };
  return [
    {
      id: 'customer',
      header: t('list.customer'),
      track: 'minmax(0,1.7fr)',
      sort: 'name',
      cell: (row) => (
        <Link href={customerPath(row.id)} className="min-w-0 rounded-sm hover:text-accent-ink">
          <span className="block truncate font-medium">{row.name ?? row.code}</span>
          <span className="block truncate text-xs text-ink-faint">{[row.code, row.segment, row.rfmSegment && t(`rfm.${row.rfmSegment}`)].filter(Boolean).join(' · ')}</span>
        </Link>
      ),
    },
    {
      id: 'probability',
      header: t('list.probability'),
      track: '6.5rem',
      align: 'end',
      sort: 'probability',
      cell: (row) => (
        <span className="grid justify-items-end gap-0.5">
          <span className="font-medium">{f.percentWhole(row.probability)}</span>
          <Badge tone={riskTone[row.risk]}>{t(`risks.${row.risk}`)}</Badge>
        </span>
      ),
    },
    { id: 'valueAtRisk', header: t('list.valueAtRisk'), track: '7.5rem', align: 'end', sort: 'valueAtRisk', cell: (row) => <span className="font-medium">{f.moneyWhole(row.valueAtRiskMinor)}</span> },
    { id: 'value', header: t('list.value'), track: '6.5rem', align: 'end', sort: 'value', from: 'xl', cell: (row) => f.moneyWhole(row.expectedValueMinor) },
    { id: 'lastOrder', header: t('list.lastOrder'), track: '6.5rem', align: 'end', sort: 'lastOrder', from: 'md', cell: (row) => (row.daysSinceOrder === null ? '—' : t('list.daysAgo', { days: row.daysSinceOrder })) },
    { id: 'why', header: t('list.why'), track: 'minmax(0,1.8fr)', from: 'lg', cell: (row) => <span className="line-clamp-2 text-ink-soft">{why(row)}</span> },
    { id: 'action', header: t('list.action'), track: '9rem', from: 'md', cell: (row) => <Badge tone={actionTone[row.action]}>{t(`actions.${row.action}`)}</Badge> },
  ];
}
