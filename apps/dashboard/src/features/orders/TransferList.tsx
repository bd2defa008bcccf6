'use client';
import { TransferStatus } from '@almanac/data/contract';
import { Button, Card, EmptyState, PageHeader, SelectField, Table, TruckIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { TransfersView } from './orders-view';
import { TransferStatusBadge } from './TransferStatusBadge';

/** Every transfer between locations, newest first. */
export function TransferList() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(TransfersView);
  const { data: facets } = useSuspenseQuery(trpc.inventory.facets.queryOptions());
  const list = useInfiniteQuery(trpc.transfers.list.infiniteQueryOptions(view, { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const transfers = list.data?.pages.flatMap((page) => page.transfers) ?? [];
  const isFiltered = view.status !== undefined || view.location !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PageHeader above={<BackLink href="/orders">{t('orders.title')}</BackLink>} title={t('transfers.title')} description={`${t('transfers.subtitle')} · ${t('transfers.count', { count: list.data?.pages[0]?.total ?? 0 })}`} />
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SelectField
          label={t('transfers.status')}
          isLabelHidden
          className="sm:w-44"
          options={[{ value: '', label: t('transfers.allStatuses') }, ...TransferStatus.options.map((value) => ({ value, label: t(`transfers.statuses.${value}`) }))]}
          value={view.status ?? ''}
          onChange={(event) => setView({ status: TransferStatus.safeParse(event.target.value).data })}
        />
        <SelectField
          label={t('terms.location')}
          isLabelHidden
          className="sm:w-56"
          options={[{ value: '', label: t('terms.allLocations') }, ...facets.locations.map(({ id, name }) => ({ value: String(id), label: name }))]}
          value={String(view.location ?? '')}
          onChange={(event) => setView({ location: event.target.value === '' ? undefined : Number(event.target.value) })}
        />
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {!list.isPending && transfers.length === 0 ? (
          <EmptyState
            icon={<TruckIcon />}
            title={t(isFiltered ? 'transfers.noMatch' : 'transfers.emptyTitle')}
            description={isFiltered ? undefined : t('transfers.emptyText')}
            action={
              !isFiltered && (
                <Button asChild variant="primary">
                  <Link href="/inventory?kind=transfer">{t('orders.toInventory')}</Link>
                </Button>
              )
            }
          />
        ) : (
          <Table
            caption={t('transfers.title')}
            rows={transfers}
            rowKey={({ transferId }) => String(transferId)}
            columns={[
              {
                id: 'code',
                header: t('transfers.code'),
                cell: (row) => (
                  <Link href={`/orders/transfers/${row.transferId}`} className="rounded-sm hover:text-accent-ink">
                    <span className="block font-medium whitespace-nowrap">{row.code}</span>
                    <span className="block text-xs text-ink-faint md:hidden">{t('transfers.route', { from: row.from, to: row.to })}</span>
                  </Link>
                ),
              },
              { id: 'from', header: t('transfers.from'), isSecondary: true, cell: (row) => row.from },
              { id: 'to', header: t('transfers.to'), isSecondary: true, cell: (row) => row.to },
              { id: 'status', header: t('transfers.status'), cell: (row) => <TransferStatusBadge status={row.status} /> },
              { id: 'createdOn', header: t('transfers.createdOn'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap">{f.date(row.createdOn)}</span> },
              { id: 'expectedOn', header: t('transfers.expectedOn'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap">{f.date(row.expectedOn)}</span> },
              { id: 'lines', header: t('transfers.lines'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.lineCount) },
              { id: 'items', header: t('transfers.items'), align: 'end', cell: (row) => f.quantity(row.quantity) },
              { id: 'value', header: t('transfers.value'), align: 'end', isSecondary: true, cell: (row) => f.moneyWhole(row.valueMinor) },
            ]}
          />
        )}
      </Card>
      {list.hasNextPage && (
        <div className="flex justify-center">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('orders.loadMore')}
          </Button>
        </div>
      )}
    </div>
  );
}
