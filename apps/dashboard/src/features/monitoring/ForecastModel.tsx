'use client';
import { type ForecastQuality, type ForecastWatch, type WatchedForecast } from '@almanac/data/contract';
import { Button, Card, EmptyState, GaugeIcon, Metric, MetricStrip, PageHeader, Table } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { FrequencySwitch } from '../forecasting/FrequencySwitch';
import { useModelName } from '../forecasting/index';
import { RunComparison } from '../training/index';
import { ForecastModelView } from './monitoring-view';
import { MovementCard } from './MovementCard';
import { TrainedCell } from './TrainedCell';

/** How good forecasts are: promised by the backtest, and come true since. */
export function ForecastModel() {
  const t = useTranslations();
  const trpc = useTRPC();
  const [view, setView] = useView(ForecastModelView);
  const { data: watch } = useQuery(trpc.monitoring.forecasts.queryOptions(view, { placeholderData: keepPreviousData }));
  const { data: facets } = useQuery(trpc.forecasting.facets.queryOptions(view, { placeholderData: keepPreviousData }));
  if (watch === undefined) return null;
  const served = watch.runs.find(({ isServed }) => isServed);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/forecasts">{t('forecasts.title')}</BackLink>}
        title={t('monitoring.forecastTitle')}
        description={t('monitoring.forecastText')}
        actions={
          <>
            <FrequencySwitch frequencies={facets?.frequencies ?? []} value={watch.frequency} onChange={(frequency) => setView({ frequency })} />
            {served && (
              <Button asChild>
                <Link href={`/training/${served.runId}`}>{t('monitoring.toRun')}</Link>
              </Button>
            )}
          </>
        }
      />
      {served === undefined ? (
        <Card>
          <EmptyState
            icon={<GaugeIcon />}
            title={t('forecasts.emptyTitle')}
            description={t('forecasts.emptyText')}
            action={
              <Button asChild variant="primary">
                <Link href="/training">{t('forecasts.train')}</Link>
              </Button>
            }
          />
        </Card>
      ) : (
        <>
          <Headline served={served} frequency={watch.frequency} />
          <Methods runId={served.runId} />
          <MovementCard movement={watch.movement} daysToWait={watch.daysToWait} />
          <History runs={watch.runs} frequency={watch.frequency} />
        </>
      )}
    </div>
  );
}

function Headline({ served: { promised, outcome }, frequency }: { readonly served: WatchedForecast; readonly frequency: ForecastWatch['frequency'] }) {
  const t = useTranslations();
  const f = useFormatters();
  const came = (value: (quality: ForecastQuality) => string) => (outcome === null ? t('monitoring.notYet') : t('monitoring.came', { value: value(outcome), periods: t(`monitoring.periods.${frequency}`, { count: outcome.periods }) }));
  return (
    <MetricStrip columns={3}>
      <Metric label={t('overview.forecastError')} value={f.percent(promised.wape)} unit="WAPE" detail={came(({ wape }) => f.percent(wape))} help={t('overview.wapeHelp')} />
      <Metric label={t('overview.coverage')} value={f.percent(promised.coverage80)} detail={came(({ coverage80 }) => f.percent(coverage80))} help={t('overview.coverageHelp')} />
      <Metric label={t('scores.bias')} value={f.percentSigned(promised.bias)} detail={came(({ bias }) => f.percentSigned(bias))} help={t('monitoring.biasHelp')} />
    </MetricStrip>
  );
}

function Methods({ runId }: { readonly runId: string }) {
  const trpc = useTRPC();
  const { data: run } = useQuery(trpc.training.get.queryOptions({ runId }));
  return run === undefined ? null : <RunComparison run={run} />;
}

function History({ runs, frequency }: Pick<ForecastWatch, 'runs' | 'frequency'>) {
  const t = useTranslations();
  const f = useFormatters();
  const modelName = useModelName();
  const quality = (of: ForecastQuality | null) => (of === null ? '—' : `${f.percent(of.wape)} · ${f.percentWhole(of.coverage80)}`);
  return (
    <Card title={t('monitoring.historyTitle')} description={t('monitoring.forecastHistoryText')} isFlush>
      <Table
        caption={t('monitoring.historyTitle')}
        rows={runs}
        rowKey={({ runId }) => runId}
        isEmphasized={({ isServed }) => isServed}
        columns={[
          { id: 'trained', header: t('monitoring.trained'), cell: (run) => <TrainedCell run={run} /> },
          { id: 'model', header: t('terms.model'), isSecondary: true, cell: ({ champion }) => (champion === null ? '—' : modelName(champion)) },
          { id: 'promised', header: t('monitoring.promised'), align: 'end', cell: ({ promised }) => quality(promised) },
          { id: 'came', header: t('monitoring.cameTrue'), align: 'end', cell: ({ outcome }) => quality(outcome) },
          { id: 'periods', header: t('monitoring.judgedOn'), align: 'end', isSecondary: true, cell: ({ outcome }) => (outcome === null ? '—' : t(`monitoring.periods.${frequency}`, { count: outcome.periods })) },
        ]}
      />
    </Card>
  );
}
