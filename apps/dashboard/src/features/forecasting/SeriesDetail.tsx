'use client';
import { type ForecastFrequency, mayActAs } from '@almanac/data/contract';
import { Badge, Button, Callout, Card, PageHeader, PencilIcon, PrintedFilters, PrinterIcon, Switch, Tabs, TimeChart } from '@almanac/ui';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { AnalogyCard } from './AnalogyCard';
import { Explanation } from './Explanation';
import { ExportMenu } from '../../platform/ExportMenu';
import { FrequencySwitch } from './FrequencySwitch';
import { SeriesView } from './forecast-view';
import { OverrideDialog } from './OverrideDialog';
import { OverrideHistory } from './OverrideHistory';
import { useModelName, useReason, useSeriesClassName } from './names';
import { prepareSeriesChart } from './prepare-series-chart';
import { ScoreTable } from './ScoreTable';
import { SeriesFigures } from './SeriesFigures';
import { SeriesTable } from './SeriesTable';

const PERIODS_IN_VIEW = { week: 104, day: 180 };

type Series = Outputs['forecasting']['get'];

/** The series at the frequency of the address; the other one stays in sight while a switch between them is answered. */
export function SeriesDetail({ seriesId }: { readonly seriesId: number }) {
  const trpc = useTRPC();
  const [{ frequency }] = useView(SeriesView);
  const { data } = useQuery(trpc.forecasting.get.queryOptions({ seriesId, frequency }, { placeholderData: keepPreviousData }));
  const { data: facets } = useQuery(trpc.forecasting.facets.queryOptions({ frequency }, { placeholderData: keepPreviousData }));
  return data && <SeriesPage data={data} frequencies={facets?.frequencies ?? []} />;
}

function SeriesPage({ data, frequencies }: { readonly data: Series; readonly frequencies: readonly ForecastFrequency[] }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const modelName = useModelName();
  const className = useSeriesClassName();
  const reasonOf = useReason();
  const [view, setView] = useView(SeriesView);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const [isAdjusting, setIsAdjusting] = useState(false);
  const { series, frequency, history, forecast, backtest, scores, classScores, explanation, overrides, overrideScores } = data;
  const mayChange = mayActAs(session.role, 'planner');
  const chart = useMemo(
    () =>
      prepareSeriesChart(
        data,
        { hasBacktest: view.backtest === '1' },
        {
          demand: t('series.demand'),
          forecast: t('series.forecast'),
          adjusted: t('series.adjusted'),
          interval80: t('terms.interval80'),
          interval40: t('terms.interval40'),
          backtest: t('series.backtest'),
          backtestInterval: t('series.backtestInterval'),
          stockOut: t('series.stockOut'),
          promotion: t('series.promotion'),
          cut: t('terms.lastKnown'),
        },
      ),
    [data, view.backtest, t],
  );
  const periodName = (date: string) => (frequency === 'week' ? t('terms.weekOf', { date: f.date(date) }) : f.date(date));
  const items = (value: number) => t('terms.itemsCount', { count: f.quantity(value) });
  const champion = scores.find(({ isChampion }) => isChampion);
  return (
    <div className="grid gap-5">
      <PageHeader
        above={<BackLink href={view.frequency === 'week' ? '/forecasts' : `/forecasts?frequency=${view.frequency}`}>{t('forecasts.title')}</BackLink>}
        title={series.productName}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{[series.productCode, series.location, series.category, series.supplier].filter(Boolean).join(' · ')}</span>
            <Badge>{className(series.seriesClass)}</Badge>
            {forecast && <Badge tone="accent">{modelName(forecast.model)}</Badge>}
          </span>
        }
        actions={
          <>
            <FrequencySwitch frequencies={frequencies} value={frequency} onChange={(next) => setView({ frequency: next })} />
            {mayChange && forecast && (
              <Button onClick={() => setIsAdjusting(true)}>
                <PencilIcon aria-hidden />
                {t('overrides.title')}
              </Button>
            )}
            <ExportMenu name="forecast" search={`seriesId=${series.id}&frequency=${frequency}`} />
            <Button size="icon" aria-label={t('actions.print')} onClick={() => window.print()}>
              <PrinterIcon aria-hidden />
            </Button>
          </>
        }
      />
      <PrintedFilters
        items={[
          { label: t('terms.location'), value: series.location },
          { label: t('terms.frequency'), value: t(`frequency.${frequency}`) },
          { label: t('series.cutoff'), value: forecast ? periodName(forecast.cutoff) : '—' },
        ]}
      />
      {series.reason && <Callout title={t('series.reasonTitle')}>{reasonOf(series.reason)}</Callout>}
      {series.biasPeriods !== null && <Callout tone="warn" title={t(series.biasPeriods > 0 ? 'bias.highLong' : 'bias.lowLong', { periods: t(`periodCount.${frequency}`, { count: Math.abs(series.biasPeriods) }) })}>{t('bias.hint')}</Callout>}
      {!forecast && <Callout tone="warn" title={t('series.noForecastTitle')} actions={<Button asChild><Link href="/training">{t('forecasts.train')}</Link></Button>}>{t('series.noForecastText')}</Callout>}
      <SeriesFigures data={data} champion={champion} />
      <Card isFlush className="[&>div]:px-4 [&>div]:pb-4 sm:[&>div]:px-5">
        <Tabs
          label={t('series.views')}
          value={view.tab}
          onChange={(tab) => setView({ tab: SeriesView.shape.tab.parse(tab) })}
          tabs={[
            {
              value: 'chart',
              label: t('series.chart'),
              content: (
                <div className="grid gap-3">
                  <TimeChart
                    model={chart}
                    height={380}
                    hasZoom
                    zoomFrom={Math.max(0, history.dates.length - PERIODS_IN_VIEW[frequency])}
                    description={t('series.chartDescription', { product: series.productName, location: series.location })}
                    formatValue={items}
                    formatAxisValue={f.compact}
                    formatPosition={periodName}
                    formatAxisPosition={f.monthAndYear}
                  />
                  <div className="print:hidden">
                    <Switch label={t('series.showBacktest')} hint={t('series.backtestHint')} isOn={view.backtest === '1'} isDisabled={backtest.length === 0} onChange={(isOn) => setView({ backtest: isOn ? '1' : '0' })} />
                  </div>
                </div>
              ),
            },
            { value: 'table', label: t('series.table'), content: <SeriesTable data={data} periodName={periodName} /> },
            {
              value: 'accuracy',
              label: t('series.accuracy'),
              content: (
                <div className="grid gap-6">
                  <section className="grid gap-1.5">
                    <h3 className="font-semibold">{t('series.ownScores')}</h3>
                    <ScoreTable scores={scores} caption={t('series.ownScores')} explanation={t('series.accuracyText')} hasWql={false} />
                    <p className="text-sm text-ink-soft">
                      {overrideScores.adjusted === null
                        ? t('series.changesUnknown', { periods: overrideScores.periods, needed: overrideScores.needed })
                        : t('series.changesScored', { periods: overrideScores.periods, adjusted: f.percent(overrideScores.adjusted), model: f.percent(overrideScores.model) })}
                    </p>
                  </section>
                  {classScores.length > 0 && (
                    <section className="grid gap-1.5">
                      <h3 className="font-semibold">{t('series.classScores')}</h3>
                      <ScoreTable scores={classScores} caption={t('series.classScores')} explanation={t('series.classScoresText', { name: className(series.seriesClass), count: classScores[0]?.seriesCount ?? 0 })} />
                    </section>
                  )}
                </div>
              ),
            },
          ]}
        />
      </Card>
      {series.reason !== null && series.reason !== 'discontinued' && <AnalogyCard seriesId={series.id} frequency={frequency} />}
      {explanation && forecast && <Explanation explanation={explanation} frequency={frequency} horizon={forecast.mean.length} />}
      <OverrideHistory overrides={overrides} frequency={frequency} lastSeen={forecast?.cutoff ?? ''} mayChange={mayChange} />
      {forecast && <OverrideDialog data={{ ...data, forecast }} periodName={periodName} isOpen={isAdjusting} onOpenChange={setIsAdjusting} />}
    </div>
  );
}
