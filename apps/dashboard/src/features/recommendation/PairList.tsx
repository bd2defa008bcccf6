'use client';
import { Button, Callout, Card, DataGrid, EmptyState, type GridColumn, SelectField, ShoppingCartIcon, XIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { pairOrders, pairsInput, PairsView, productPath } from './recommendation-view';

type Row = Outputs['recommendation']['pairs']['items'][number];
type Sort = PairsView['sort'];

export function PairList({ categories }: { readonly categories: readonly string[] }) {
  const t = useTranslations('recommendations');
  const trpc = useTRPC();
  const [view, setView] = useView(PairsView);
  const list = useInfiniteQuery(trpc.recommendation.pairs.infiniteQueryOptions(pairsInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const columns = useColumns();
  const isFiltered = view.q !== '' || view.category !== undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Callout title={t('pairs.chanceTitle')}>{t('pairs.chanceText')}</Callout>
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SearchInput key={isFiltered ? 'filtered' : 'plain'} label={t('searchProducts')} value={view.q} onSearch={(q) => setView({ q })} className="col-span-2 sm:w-64" />
        <SelectField label={t('category')} isLabelHidden className="sm:w-44" options={[{ value: '', label: t('allCategories') }, ...categories.map((value) => ({ value, label: value }))]} value={view.category ?? ''} onChange={(event) => setView({ category: event.target.value || undefined })} />
        <SelectField label={t('pairs.order')} isLabelHidden className="sm:w-52" options={pairOrders.map((value) => ({ value, label: t(`pairs.orders.${value}`) }))} value={view.sort} onChange={(event) => setView({ sort: PairsView.shape.sort.parse(event.target.value) })} />
        {isFiltered && (
          <Button variant="ghost" onClick={() => setView({ q: '', category: undefined })}>
            <XIcon aria-hidden />
            {t('clearFilters')}
          </Button>
        )}
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {!list.isPending && rows.length === 0 ? (
          <EmptyState icon={<ShoppingCartIcon />} title={t('noPairs')} description={t(isFiltered ? 'pairs.noneFiltered' : 'pairs.noneText')} />
        ) : (
          <DataGrid label={t('sections.pairs')} columns={columns} rows={rows} total={total} rowKey={({ a, b }) => `${a.id} ${b.id}`} sort={{ by: view.sort, isDescending: true }} onSort={(sort) => setView({ sort })} sortLabel={(header) => t('sortBy', { header })} onReachEnd={loadMore} isLoadingMore={list.isFetchingNextPage} />
        )}
      </Card>
    </div>
  );
}

function useColumns(): GridColumn<Row, Sort>[] {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  return useMemo(() => {
    const product = ({ id, name, category }: Row['a']) => (
      <Link href={productPath(id)} className="min-w-0 rounded-sm hover:text-accent-ink">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-ink-faint">{category}</span>
      </Link>
    );
    return [
      { id: 'a', header: t('pairs.first'), track: 'minmax(0,1.5fr)', cell: (row) => product(row.a) },
      { id: 'b', header: t('pairs.second'), track: 'minmax(0,1.5fr)', cell: (row) => product(row.b) },
      {
        id: 'baskets',
        header: t('together'),
        track: '7rem',
        align: 'end',
        from: 'md',
        sort: 'baskets',
        cell: (row) => (
          <span>
            <span className="block">{t('pairs.baskets', { count: row.baskets })}</span>
            <span className="block text-xs text-ink-faint">{t('pairs.support', { share: f.percent(row.support) })}</span>
          </span>
        ),
      },
      {
        id: 'confidence',
        header: t('pairs.confidence'),
        track: 'minmax(0,12rem)',
        align: 'end',
        from: 'lg',
        sort: 'confidence',
        cell: (row) => (
          <span className="min-w-0 text-xs text-ink-soft">
            <span className="block truncate">{t('pairs.withFirst', { share: f.percent(row.confidenceAb) })}</span>
            <span className="block truncate">{t('pairs.withSecond', { share: f.percent(row.confidenceBa) })}</span>
          </span>
        ),
      },
      {
        id: 'lift',
        header: t('liftShort'),
        track: '6.5rem',
        align: 'end',
        sort: 'lift',
        cell: (row) => (
          <span>
            <span className="block font-medium">{t('times', { times: f.quantity(row.lift) })}</span>
            <span className="block text-xs text-ink-faint">{t('pairs.atLeast', { times: f.quantity(row.liftLow) })}</span>
          </span>
        ),
      },
    ];
  }, [t, f]);
}
