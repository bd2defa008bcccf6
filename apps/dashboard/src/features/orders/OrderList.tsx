'use client';
import { PurchaseOrderStatus } from '@almanac/data/contract';
import { Button, Card, ClipboardListIcon, EmptyState, PageHeader, SelectField, Table, TruckIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { SearchInput } from '../../platform/SearchInput';
import { OrderStatusBadge } from './OrderStatusBadge';
import { ordersInput, OrdersView } from './orders-view';

/** Every order, newest first. */
export function OrderList() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(OrdersView);
  const { data: facets } = useSuspenseQuery(trpc.inventory.facets.queryOptions());
  const list = useInfiniteQuery(trpc.purchaseOrders.list.infiniteQueryOptions(ordersInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  const isFiltered = view.q !== '' || view.status !== undefined || view.supplier !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PageHeader
        title={t('orders.title')}
        description={`${t('orders.subtitle')} · ${t('orders.count', { count: list.data?.pages[0]?.total ?? 0 })}`}
        actions={
          <Button asChild>
            <Link href="/orders/transfers">
              <TruckIcon aria-hidden />
              {t('transfers.title')}
            </Link>
          </Button>
        }
      />
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SearchInput label={t('orders.search')} value={view.q} onSearch={(q) => setView({ q })} className="col-span-2 sm:w-72" />
        <SelectField
          label={t('orders.status')}
          isLabelHidden
          className="sm:w-44"
          options={[{ value: '', label: t('orders.allStatuses') }, ...PurchaseOrderStatus.options.map((value) => ({ value, label: t(`orders.statuses.${value}`) }))]}
          value={view.status ?? ''}
          onChange={(event) => setView({ status: PurchaseOrderStatus.safeParse(event.target.value).data })}
        />
        <SelectField
          label={t('orders.supplier')}
          isLabelHidden
          className="sm:w-56"
          options={[{ value: '', label: t('inventory.allSuppliers') }, ...facets.suppliers.map(({ id, name }) => ({ value: String(id), label: name }))]}
          value={String(view.supplier ?? '')}
          onChange={(event) => setView({ supplier: event.target.value === '' ? undefined : Number(event.target.value) })}
        />
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {!list.isPending && orders.length === 0 ? (
          <EmptyState
            icon={<ClipboardListIcon />}
            title={t(isFiltered ? 'orders.noMatch' : 'orders.emptyTitle')}
            description={isFiltered ? undefined : t('orders.emptyText')}
            action={
              !isFiltered && (
                <Button asChild variant="primary">
                  <Link href="/inventory">{t('orders.toInventory')}</Link>
                </Button>
              )
            }
          />
        ) : (
          <Table
            caption={t('orders.title')}
            rows={orders}
            rowKey={({ orderId }) => String(orderId)}
            columns={[
              {
                id: 'code',
                header: t('orders.code'),
                cell: (row) => (
                  <Link href={`/orders/${row.orderId}`} className="rounded-sm hover:text-accent-ink">
                    <span className="block font-medium whitespace-nowrap">{row.code}</span>
                    <span className="block text-xs text-ink-faint md:hidden">{row.supplier || t('orders.noSupplier')}</span>
                  </Link>
                ),
              },
              { id: 'supplier', header: t('orders.supplier'), isSecondary: true, cell: (row) => row.supplier || t('orders.noSupplier') },
              { id: 'location', header: t('orders.location'), isSecondary: true, cell: (row) => row.location },
              { id: 'status', header: t('orders.status'), cell: (row) => <OrderStatusBadge status={row.status} /> },
              { id: 'orderedOn', header: t('orders.orderedOn'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap">{f.date(row.orderedOn)}</span> },
              { id: 'expectedOn', header: t('orders.expectedOn'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap">{row.expectedOn === null ? '—' : f.date(row.expectedOn)}</span> },
              { id: 'lines', header: t('orders.lines'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.lineCount) },
              { id: 'value', header: t('orders.value'), align: 'end', cell: (row) => f.moneyWhole(row.valueMinor) },
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
