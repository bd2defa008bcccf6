'use client';
import { Badge, Button, Card, DataGrid, Delta, EmptyState, type GridColumn, MOST_PRINTED_ROWS, PageHeader, PercentIcon, PrintedFilters, PrinterIcon, SearchField, SelectField, Sparkline, TrendingUpIcon, XIcon } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { searchOf, useView } from '../../platform/use-view';
import { ExportMenu } from '../../platform/ExportMenu';
import { FrequencySwitch } from './FrequencySwitch';
import { ForecastsView, listInput, seriesPath } from './forecast-view';
import { useModelName, useSeriesClassName } from './names';
import { usePrintAll } from '../../platform/use-print-all';
import { ValueAdded } from './ValueAdded';

type Item = Outputs['forecasting']['list']['items'][number];
type Sort = ForecastsView['sort'];
const noFacets: Outputs['forecasting']['facets'] = { frequencies: [], locations: [], categories: [], classes: [] };

export function ForecastList() {
  const t = useTranslations();
  const trpc = useTRPC();
  const f = useFormatters();
  const className = useSeriesClassName();
  const [view, setView] = useView(ForecastsView);
  const { data: facets = noFacets } = useQuery(trpc.forecasting.facets.queryOptions({ frequency: view.frequency }, { placeholderData: keepPreviousData }));
  const list = useInfiniteQuery(trpc.forecasting.list.infiniteQueryOptions(listInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total ?? 0;
  const span = list.data?.pages[0]?.span ?? null;
  const columns = useColumns(view.frequency);
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const printed = Math.min(total, MOST_PRINTED_ROWS);
  const { isPreparing, print } = usePrintAll({ loaded: rows.length, wanted: printed, isLoading: list.isFetchingNextPage, hasFailed: list.isFetchNextPageError, loadMore });
  const sortBy = (sort: Sort) => setView(sort === view.sort ? { dir: view.dir === 'asc' ? 'desc' : 'asc' } : { sort, dir: sort === 'name' || sort === 'accuracy' ? 'asc' : 'desc' });

  const all = (label: string) => ({ value: '', label });
  const locations = [all(t('terms.allLocations')), ...facets.locations.map(({ id, name }) => ({ value: String(id), label: name }))];
  const categories = [all(t('forecasts.allCategories')), ...facets.categories.map((value) => ({ value, label: value }))];
  const classes = [all(t('forecasts.allClasses')), ...facets.classes.map((value) => ({ value, label: className(value) }))];
  const marks = [all(t('forecasts.allMarks')), ...(['biased', 'overridden'] as const).map((value) => ({ value, label: t(`forecasts.marks.${value}`) }))];
  const chosen = (options: readonly { readonly value: string; readonly label: string }[], value: string | number | undefined) => options.find((option) => option.value === String(value ?? ''))?.label ?? '';
  const isFiltered = view.q !== '' || view.location !== undefined || view.category !== undefined || view.seriesClass !== undefined || view.mark !== undefined;
  const isEmpty = !list.isPending && rows.length === 0;
  return (
    <div className="grid gap-4">
      <PageHeader
        title={t('forecasts.title')}
        description={[t('forecasts.count', { count: total, shown: f.integer(total) }), span && t(`forecasts.span.${span.frequency}`, { count: span.horizon, dates: f.dateRange(span.from, span.to) })].filter(Boolean).join(' · ')}
        actions={
          <>
            <Button asChild>
              <Link href={`/forecasts/hierarchy${view.frequency === 'week' ? '' : `?frequency=${view.frequency}`}`}>{t('hierarchy.open')}</Link>
            </Button>
            <Button asChild>
              <Link href={`/forecasts/model${view.frequency === 'week' ? '' : `?frequency=${view.frequency}`}`}>{t('monitoring.open')}</Link>
            </Button>
            <FrequencySwitch frequencies={facets.frequencies} value={span?.frequency ?? view.frequency} onChange={(frequency) => setView({ frequency })} />
            <Button asChild>
              <Link href="/forecasts/promotions">
                <PercentIcon aria-hidden />
                {t('promotions.title')}
              </Link>
            </Button>
            <ExportMenu name="forecasts" search={searchOf(ForecastsView, view)} isDisabled={total === 0} />
            <Button size="icon" aria-label={t('actions.print')} isBusy={isPreparing} disabled={total === 0} onClick={print}>
              <PrinterIcon aria-hidden />
            </Button>
          </>
        }
      />
      <PrintedFilters
        items={[
          { label: t('terms.frequency'), value: t(`frequency.${span?.frequency ?? view.frequency}`) },
          { label: t('forecasts.search'), value: view.q === '' ? '—' : view.q },
          { label: t('terms.location'), value: chosen(locations, view.location) },
          { label: t('terms.category'), value: chosen(categories, view.category) },
          { label: t('terms.seriesClass'), value: chosen(classes, view.seriesClass) },
          { label: t('forecasts.mark'), value: chosen(marks, view.mark) },
        ]}
      />
      {Math.min(rows.length, printed) < total && <p className="hidden text-sm print:block">{t('forecasts.printedPart', { shown: f.integer(Math.min(rows.length, printed)), total: f.integer(total) })}</p>}
      <ValueAdded frequency={view.frequency} />
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SearchInput key={isFiltered ? 'filtered' : 'plain'} value={view.q} onSearch={(q) => setView({ q })} />
        <SelectField label={t('terms.location')} isLabelHidden className="sm:w-40" options={locations} value={String(view.location ?? '')} onChange={(event) => setView({ location: event.target.value === '' ? undefined : Number(event.target.value) })} />
        <SelectField label={t('terms.category')} isLabelHidden className="sm:w-40" options={categories} value={view.category ?? ''} onChange={(event) => setView({ category: event.target.value || undefined })} />
        <SelectField label={t('terms.seriesClass')} isLabelHidden className="sm:w-40" options={classes} value={view.seriesClass ?? ''} onChange={(event) => setView({ seriesClass: event.target.value || undefined })} />
        <SelectField label={t('forecasts.mark')} isLabelHidden className="sm:w-40" options={marks} value={view.mark ?? ''} onChange={(event) => setView({ mark: ForecastsView.shape.mark.parse(event.target.value || undefined) })} />
        {isFiltered && (
          <Button variant="ghost" onClick={() => setView({ q: '', location: undefined, category: undefined, seriesClass: undefined, mark: undefined })}>
            <XIcon aria-hidden />
            {t('forecasts.clearFilters')}
          </Button>
        )}
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {isEmpty ? (
          <EmptyState
            icon={<TrendingUpIcon />}
            title={t(isFiltered ? 'forecasts.noMatchTitle' : 'forecasts.emptyTitle')}
            description={t(isFiltered ? 'forecasts.noMatchText' : 'forecasts.emptyText')}
            action={
              !isFiltered && (
                <Button asChild variant="primary">
                  <Link href="/training">{t('forecasts.train')}</Link>
                </Button>
              )
            }
          />
        ) : (
          <DataGrid
            label={t('forecasts.title')}
            columns={columns}
            rows={rows}
            total={total}
            rowKey={(row) => row.seriesId}
            sort={{ by: view.sort, isDescending: view.dir === 'desc' }}
            onSort={sortBy}
            sortLabel={(header) => t('forecasts.sortBy', { header })}
            onReachEnd={loadMore}
            isLoadingMore={list.isFetchingNextPage}
          />
        )}
      </Card>
    </div>
  );
}

/** Typing is shown at once and searched a moment later. */
function SearchInput({ value, onSearch }: { readonly value: string; readonly onSearch: (q: string) => void }) {
  const t = useTranslations('forecasts');
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return <SearchField label={t('search')} value={typed} onChange={(event) => setTyped(event.target.value)} className="col-span-2 sm:w-64" />;
}

function useColumns(frequency: ForecastsView['frequency']): GridColumn<Item, Sort>[] {
  const t = useTranslations();
  const f = useFormatters();
  const modelName = useModelName();
  const className = useSeriesClassName();
  return useMemo(
    () => [
      {
        id: 'product',
        header: t('terms.product'),
        track: 'minmax(0,2.2fr)',
        sort: 'name',
        cell: (row) => (
          <Link href={seriesPath(row.seriesId, frequency)} className="min-w-0 rounded-sm hover:text-accent-ink">
            <span className="block truncate font-medium">{row.productName}</span>
            <span className="block truncate text-xs text-ink-faint">
              {row.productCode} · {row.biasPeriods !== null && <span className="text-warn">{t(row.biasPeriods > 0 ? 'bias.high' : 'bias.low', { periods: t(`periodCount.${frequency}`, { count: Math.abs(row.biasPeriods) }) })} · </span>}
              {row.location}
            </span>
          </Link>
        ),
      },
      { id: 'category', header: t('terms.category'), track: 'minmax(0,1fr)', from: 'xl', cell: (row) => <span className="truncate text-ink-soft">{row.category}</span> },
      { id: 'class', header: t('terms.seriesClass'), track: '7rem', from: 'lg', cell: (row) => <Badge>{className(row.seriesClass)}</Badge> },
      {
        id: 'trend',
        header: t('forecasts.lastPeriods'),
        track: '6.5rem',
        from: 'md',
        sort: 'demand',
        cell: (row) => <Sparkline values={row.lastPeriods} />,
      },
      {
        id: 'forecast',
        header: t('forecasts.forecastItems'),
        track: 'minmax(6rem,1fr)',
        align: 'end',
        sort: 'forecast',
        cell: (row) => (
          <span>
            <span className="flex items-center justify-end gap-1.5 font-medium">
              {row.adjustedMean !== null && <Badge tone="accent">{t('forecasts.adjusted')}</Badge>}
              {f.quantity(row.adjustedMean ?? row.nextMean)}
            </span>
            <span className="block text-xs text-ink-faint">{t('forecasts.range', { lower: f.quantity(row.nextLower), upper: f.quantity(row.nextUpper) })}</span>
          </span>
        ),
      },
      {
        id: 'change',
        header: t('forecasts.change'),
        track: '5.5rem',
        align: 'end',
        from: 'md',
        sort: 'change',
        cell: (row) => (row.change === null ? '—' : <Delta text={f.percentSigned(row.change)} direction={row.change > 0.0005 ? 1 : row.change < -0.0005 ? -1 : 0} />),
      },
      { id: 'error', header: t('terms.wape'), track: '6rem', align: 'end', from: 'lg', sort: 'accuracy', cell: (row) => f.percent(row.wape) },
      { id: 'model', header: t('terms.model'), track: 'minmax(0,8rem)', from: 'xl', cell: (row) => <span className="truncate text-ink-soft">{modelName(row.model)}</span> },
    ],
    [t, f, modelName, className, frequency],
  );
}
