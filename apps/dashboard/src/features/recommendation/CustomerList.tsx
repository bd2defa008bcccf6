'use client';
import { Badge, Button, Card, DataGrid, EmptyState, type GridColumn, PageHeader, PrintedFilters, SelectField, UserRoundIcon, XIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { searchOf, useView } from '../../platform/use-view';
import { ExportMenu } from '../../platform/ExportMenu';
import { customerPath, customersInput, CustomersView } from './recommendation-view';
import { SectionNav } from './SectionNav';
import { type Served, WithModel } from './WithModel';

type Row = Outputs['recommendation']['customers']['items'][number];
type Sort = CustomersView['sort'];

export function CustomerList() {
  const t = useTranslations('recommendations');
  return <WithModel title={t('sections.customers')}>{(model) => <ListOf model={model} />}</WithModel>;
}

function ListOf({ model }: { readonly model: Served }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(CustomersView);
  const list = useInfiniteQuery(trpc.recommendation.customers.infiniteQueryOptions(customersInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns = useColumns(model.responseDays);
  const sortBy = (sort: Sort) => setView(sort === view.sort ? { dir: view.dir === 'asc' ? 'desc' : 'asc' } : { sort, dir: sort === 'name' ? 'asc' : 'desc' });
  const all = (label: string, values: readonly string[]) => [{ value: '', label }, ...values.map((value) => ({ value, label: value }))];
  const contact = [{ value: '', label: t('anyContact') }, ...(['true', 'false'] as const).map((value) => ({ value, label: t(`contactable.${value}`) }))];
  const isFiltered = view.q !== '' || view.segment !== undefined || view.country !== undefined || view.contactable !== undefined;
  return (
    <>
      <PageHeader title={t('sections.customers')} description={t('customersText', { count: total, shown: f.integer(total), days: model.responseDays })} actions={<ExportMenu name="recommendations" search={searchOf(CustomersView, view)} isDisabled={total === 0} />} />
      <SectionNav />
      <PrintedFilters
        items={[
          { label: t('searchCustomers'), value: view.q === '' ? '—' : view.q },
          { label: t('segment'), value: view.segment ?? t('allSegments') },
          { label: t('country'), value: view.country ?? t('allCountries') },
        ]}
      />
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SearchInput key={isFiltered ? 'filtered' : 'plain'} label={t('searchCustomers')} value={view.q} onSearch={(q) => setView({ q })} className="col-span-2 sm:w-64" />
        {model.segments.length > 0 && <SelectField label={t('segment')} isLabelHidden className="sm:w-40" options={all(t('allSegments'), model.segments)} value={view.segment ?? ''} onChange={(event) => setView({ segment: event.target.value || undefined })} />}
        {model.countries.length > 1 && <SelectField label={t('country')} isLabelHidden className="sm:w-40" options={all(t('allCountries'), model.countries)} value={view.country ?? ''} onChange={(event) => setView({ country: event.target.value || undefined })} />}
        <SelectField label={t('contact')} isLabelHidden className="sm:w-44" options={contact} value={view.contactable ?? ''} onChange={(event) => setView({ contactable: CustomersView.shape.contactable.parse(event.target.value || undefined) })} />
        {isFiltered && (
          <Button variant="ghost" onClick={() => setView({ q: '', segment: undefined, country: undefined, contactable: undefined })}>
            <XIcon aria-hidden />
            {t('clearFilters')}
          </Button>
        )}
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {!list.isPending && rows.length === 0 ? (
          <EmptyState icon={<UserRoundIcon />} title={t('noCustomers')} description={t('noCustomersText')} />
        ) : (
          <DataGrid label={t('sections.customers')} columns={columns} rows={rows} total={total} rowKey={({ id }) => id} sort={{ by: view.sort, isDescending: view.dir === 'desc' }} onSort={sortBy} sortLabel={(header) => t('sortBy', { header })} onReachEnd={loadMore} isLoadingMore={list.isFetchingNextPage} />
        )}
      </Card>
    </>
  );
}

function useColumns(responseDays: number): GridColumn<Row, Sort>[] {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  return useMemo(
    () => [
      {
        id: 'customer',
        header: t('customer'),
        track: 'minmax(0,1.6fr)',
        sort: 'name',
        cell: (row) => (
          <Link href={customerPath(row.id)} className="min-w-0 rounded-sm hover:text-accent-ink">
            <span className="block truncate font-medium">{row.name ?? row.code}</span>
            <span className="block truncate text-xs text-ink-faint">{[row.name === null ? null : row.code, row.segment, row.country].filter(Boolean).join(' · ')}</span>
          </Link>
        ),
      },
      { id: 'best', header: t('tellAbout'), track: 'minmax(0,2.4fr)', from: 'md', cell: (row) => <span className="line-clamp-2 text-ink-soft">{row.best.length === 0 ? '—' : f.list(row.best.map(({ name }) => name))}</span> },
      { id: 'consent', header: t('contact'), track: '8.5rem', from: 'xl', cell: (row) => <Badge tone={row.hasConsent ? 'good' : 'warn'}>{t(row.hasConsent ? 'consent.yes' : 'consent.no')}</Badge> },
      { id: 'orders', header: t('orders'), track: '5.5rem', align: 'end', from: 'lg', sort: 'orders', cell: (row) => f.integer(row.orders) },
      { id: 'lastOrder', header: t('lastOrder'), track: '7rem', align: 'end', from: 'lg', sort: 'lastOrder', cell: (row) => <span className="whitespace-nowrap">{f.date(row.lastOrderedOn)}</span> },
      { id: 'value', header: t('expectedIn', { days: responseDays }), track: '8rem', align: 'end', sort: 'value', cell: (row) => <span className="font-medium">{f.moneyWhole(row.valueMinor)}</span> },
    ],
    [t, f, responseDays],
  );
}
