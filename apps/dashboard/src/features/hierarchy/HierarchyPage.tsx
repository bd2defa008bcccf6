'use client';
import { Button, Card, EmptyState, Metric, MetricStrip, PageHeader, PrintedFilters, PrinterIcon, Segmented, Tabs, TimeChart, TrendingUpIcon } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { FrequencySwitch } from '../forecasting/FrequencySwitch';
import { HierarchyView } from './hierarchy-view';
import { type Hierarchy, useAggregateName } from './names';
import { hierarchyHref, PartTable } from './PartTable';
import { PeriodTable } from './PeriodTable';
import { prepareHierarchyChart } from './prepare-hierarchy-chart';

/** The forecast from the whole company down to products, every level the sum of its parts. */
export function HierarchyPage() {
  const t = useTranslations();
  const trpc = useTRPC();
  const [view, setView] = useView(HierarchyView);
  const { frequency, level, key, by } = view;
  const { data } = useQuery(trpc.forecasting.hierarchy.queryOptions({ frequency, level, key, by }, { placeholderData: keepPreviousData }));
  const { data: facets } = useQuery(trpc.forecasting.facets.queryOptions({ frequency }, { placeholderData: keepPreviousData }));
  if (data === undefined) return null;
  if (data !== null) return <Aggregate data={data} frequencies={facets?.frequencies ?? []} view={view} setView={setView} />;
  return (
    <div className="grid gap-4">
      <PageHeader title={t('hierarchy.title')} />
      <Card>
        <EmptyState
          icon={<TrendingUpIcon />}
          title={t('forecasts.emptyTitle')}
          description={t('hierarchy.emptyText')}
          action={
            <Button asChild variant="primary">
              <Link href="/training">{t('forecasts.train')}</Link>
            </Button>
          }
        />
      </Card>
    </div>
  );
}

type AggregateProps = { readonly data: Hierarchy; readonly frequencies: readonly HierarchyView['frequency'][]; readonly view: HierarchyView; readonly setView: (changes: Partial<HierarchyView>) => void };

function Aggregate({ data, frequencies, view, setView }: AggregateProps) {
  const t = useTranslations();
  const f = useFormatters();
  const nameOf = useAggregateName();
  const { node, path, frequency, cutoff, forecast, history } = data;
  const soldBefore = history.quantities.slice(-forecast.mean.length).reduce((sum, quantity) => sum + quantity, 0);
  const chart = useMemo(
    () => prepareHierarchyChart(data, { sold: t('hierarchy.sold'), forecast: t('series.forecast'), interval80: t('terms.interval80'), interval40: t('terms.interval40'), cut: t('terms.lastKnown') }),
    [data, t],
  );
  const periodName = (date: string) => (frequency === 'week' ? t('terms.weekOf', { date: f.date(date) }) : f.date(date));
  const parents = path.slice(0, -1);
  const [lower, upper] = [forecast.quantiles[0]?.[0], forecast.quantiles[8]?.[0]];
  const divisions = (['category', 'location', 'product'] as const).map((value) => ({ value, label: t(`terms.${value}`) }));
  return (
    <div className="grid gap-5">
      <PageHeader
        above={
          <nav aria-label={t('hierarchy.path')} className="flex flex-wrap items-center gap-1 print:hidden">
            <BackLink href={view.frequency === 'week' ? '/forecasts' : `/forecasts?frequency=${view.frequency}`}>{t('forecasts.title')}</BackLink>
            {parents.map((parent) => (
              <span key={`${parent.level}/${parent.key}`}>
                <span aria-hidden> / </span>
                <Link href={hierarchyHref(view, parent)} className="rounded-sm hover:text-ink">
                  {nameOf(parent)}
                </Link>
              </span>
            ))}
          </nav>
        }
        title={nameOf(path.at(-1)!)}
        description={t('hierarchy.description', { count: node.seriesCount, shown: f.integer(node.seriesCount) })}
        actions={
          <>
            <FrequencySwitch frequencies={frequencies} value={frequency} onChange={(next) => setView({ frequency: next })} />
            <Button size="icon" aria-label={t('actions.print')} onClick={() => window.print()}>
              <PrinterIcon aria-hidden />
            </Button>
          </>
        }
      />
      <PrintedFilters
        items={[
          { label: t('terms.frequency'), value: t(`frequency.${frequency}`) },
          { label: t('series.cutoff'), value: periodName(cutoff) },
        ]}
      />
      <MetricStrip>
        <Metric label={t(`series.nextPeriod.${frequency}`)} value={f.quantity(forecast.mean[0])} unit={t('overview.items')} detail={t('overview.between', { lower: f.quantity(lower), upper: f.quantity(upper) })} help={t('hierarchy.intervalHelp')} />
        <Metric
          label={t(`series.nextPeriods.${frequency}`, { count: forecast.mean.length })}
          value={f.quantity(node.nextMean)}
          unit={t('overview.items')}
          detail={t('overview.between', { lower: f.quantity(node.nextLower), upper: f.quantity(node.nextUpper) })}
        />
        <Metric label={t('hierarchy.soldBefore', { count: forecast.mean.length, frequency })} value={f.quantity(soldBefore)} unit={t('overview.items')} />
        <Metric label={t('forecasts.change')} value={f.percentSigned(node.change)} help={t('hierarchy.changeHelp', { count: forecast.mean.length })} />
      </MetricStrip>
      <Card isFlush className="[&>div]:px-4 [&>div]:pb-4 sm:[&>div]:px-5">
        <Tabs
          label={t('hierarchy.views')}
          value={view.tab}
          onChange={(tab) => setView({ tab: HierarchyView.shape.tab.parse(tab) })}
          tabs={[
            {
              value: 'chart',
              label: t('series.chart'),
              content: (
                <TimeChart
                  model={chart}
                  height={320}
                  description={t('hierarchy.chartDescription', { name: nameOf(path.at(-1)!) })}
                  formatValue={(value) => t('terms.itemsCount', { count: f.quantity(value) })}
                  formatAxisValue={f.compact}
                  formatPosition={periodName}
                  formatAxisPosition={f.monthAndYear}
                />
              ),
            },
            { value: 'table', label: t('series.table'), content: <PeriodTable forecast={forecast} periodName={periodName} /> },
          ]}
        />
      </Card>
      <Card
        title={t('hierarchy.parts')}
        description={t('hierarchy.partsText')}
        isFlush
        actions={node.level === 'total' && <Segmented label={t('hierarchy.by')} value={view.by} onChange={(by) => setView({ by })} options={divisions} />}
      >
        <PartTable data={data} view={view} />
      </Card>
    </div>
  );
}
