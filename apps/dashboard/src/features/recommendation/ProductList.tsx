'use client';
import { Badge, Button, Card, DataGrid, EmptyState, type GridColumn, PackageSearchIcon, PageHeader, PrintedFilters, SelectField, XIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { productKinds, productPath, productsInput, ProductsView } from './recommendation-view';
import { SectionNav } from './SectionNav';
import { type Served, WithModel } from './WithModel';

type Row = Outputs['recommendation']['products']['items'][number];
type Sort = ProductsView['sort'];

export function ProductList() {
  const t = useTranslations('recommendations');
  return <WithModel title={t('sections.products')}>{(model) => <ListOf model={model} />}</WithModel>;
}

function ListOf({ model }: { readonly model: Served }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(ProductsView);
  const list = useInfiniteQuery(trpc.recommendation.products.infiniteQueryOptions(productsInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns = useColumns(model.responseDays);
  const sortBy = (sort: Sort) => setView(sort === view.sort ? { dir: view.dir === 'asc' ? 'desc' : 'asc' } : { sort, dir: sort === 'name' ? 'asc' : 'desc' });
  const categories = [{ value: '', label: t('allCategories') }, ...model.categories.map((value) => ({ value, label: value }))];
  const kinds = [{ value: '', label: t('allKinds') }, ...productKinds.map((value) => ({ value, label: t(`productKinds.${value}`) }))];
  const isFiltered = view.q !== '' || view.category !== undefined || view.kind !== undefined;
  return (
    <>
      <PageHeader title={t('sections.products')} description={t('productsText', { count: total, shown: f.integer(total), days: model.responseDays })} />
      <SectionNav />
      <PrintedFilters
        items={[
          { label: t('searchProducts'), value: view.q === '' ? '—' : view.q },
          { label: t('category'), value: view.category ?? t('allCategories') },
        ]}
      />
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SearchInput key={isFiltered ? 'filtered' : 'plain'} label={t('searchProducts')} value={view.q} onSearch={(q) => setView({ q })} className="col-span-2 sm:w-64" />
        <SelectField label={t('category')} isLabelHidden className="sm:w-44" options={categories} value={view.category ?? ''} onChange={(event) => setView({ category: event.target.value || undefined })} />
        <SelectField label={t('kind')} isLabelHidden className="sm:w-44" options={kinds} value={view.kind ?? ''} onChange={(event) => setView({ kind: ProductsView.shape.kind.parse(event.target.value || undefined) })} />
        {isFiltered && (
          <Button variant="ghost" onClick={() => setView({ q: '', category: undefined, kind: undefined })}>
            <XIcon aria-hidden />
            {t('clearFilters')}
          </Button>
        )}
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {!list.isPending && rows.length === 0 ? (
          <EmptyState icon={<PackageSearchIcon />} title={t('noProducts')} description={t('noProductsText')} />
        ) : (
          <DataGrid label={t('sections.products')} columns={columns} rows={rows} total={total} rowKey={({ id }) => id} sort={{ by: view.sort, isDescending: view.dir === 'desc' }} onSort={sortBy} sortLabel={(header) => t('sortBy', { header })} onReachEnd={loadMore} isLoadingMore={list.isFetchingNextPage} />
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
        id: 'product',
        header: t('product'),
        track: 'minmax(0,2.2fr)',
        sort: 'name',
        cell: (row) => (
          <Link href={productPath(row.id)} className="min-w-0 rounded-sm hover:text-accent-ink">
            <span className="block truncate font-medium">{row.name}</span>
            <span className="block truncate text-xs text-ink-faint">{[row.code, row.category].filter(Boolean).join(' · ')}</span>
          </Link>
        ),
      },
      {
        id: 'marks',
        header: t('marks'),
        track: 'minmax(0,10rem)',
        from: 'lg',
        cell: (row) => (
          <span className="flex min-w-0 gap-1">
            {row.isExcluded && <Badge tone="warn">{t('productMarks.excluded')}</Badge>}
            {row.onHand !== null && row.onHand <= 0 && <Badge tone="bad">{t('productMarks.outOfStock')}</Badge>}
            {row.isCold && <Badge>{t('productMarks.cold')}</Badge>}
            {row.intervalDays !== null && <Badge tone="good">{t('everyDays', { count: Math.round(row.intervalDays) })}</Badge>}
          </span>
        ),
      },
      { id: 'buyers', header: t('buyers'), track: '6rem', align: 'end', from: 'md', sort: 'buyers', cell: (row) => f.integer(row.buyers) },
      { id: 'price', header: t('price'), track: '6rem', align: 'end', from: 'xl', cell: (row) => f.moneyCents(row.priceMinor) },
      { id: 'expectedBuyers', header: t('expectedBuyers'), track: '8rem', align: 'end', from: 'md', sort: 'expectedBuyers', cell: (row) => <span>{t('buyersOf', { count: f.quantity(row.expectedBuyers), audience: f.integer(row.audience) })}</span> },
      { id: 'value', header: t('expectedIn', { days: responseDays }), track: '8rem', align: 'end', sort: 'value', cell: (row) => <span className="font-medium">{f.moneyWhole(row.valueMinor)}</span> },
    ],
    [t, f, responseDays],
  );
}
