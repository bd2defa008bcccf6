'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Card, EmptyState, FileSpreadsheetIcon, PageHeader, PrintedFilters, PrinterIcon, Segmented, SelectField, TimeChart } from '@almanac/ui';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { FrequencySwitch } from '../forecasting/FrequencySwitch';
import { AttentionList } from './AttentionList';
import { ChangeList } from './ChangeList';
import { OverviewView } from './overview-view';
import { prepareSalesChart } from './prepare-sales-chart';
import { SalesFigures } from './SalesFigures';

export function Overview() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(OverviewView);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: facets } = useQuery(trpc.forecasting.facets.queryOptions({ frequency: view.frequency }, { placeholderData: keepPreviousData }));
  const { data } = useQuery(trpc.overview.get.queryOptions({ location: view.location, frequency: view.frequency }, { placeholderData: keepPreviousData }));
  const chart = useMemo(
    () =>
      data &&
      prepareSalesChart(
        data,
        { weeks: Number(view.weeks), measure: view.measure, toMajor: f.toMajor },
        { sales: t('overview.sales'), forecast: t('overview.forecast'), interval: t('terms.interval80'), cut: t('terms.lastKnown') },
      ),
    [data, view.weeks, view.measure, f, t],
  );
  if (!data || !chart || !facets) return null;
  const mayContact = mayActAs(session.role, 'marketer');

  const locations = [{ value: '', label: t('terms.allLocations') }, ...facets.locations.map(({ id, name }) => ({ value: String(id), label: name }))];
  const locationName = locations.find(({ value }) => value === String(view.location ?? ''))?.label ?? t('terms.allLocations');
  const isMoney = view.measure === 'revenue';
  return (
    <div className="grid gap-5">
      <PageHeader
        title={t('overview.title')}
        description={t('overview.asOf', { date: f.date(data.asOf) })}
        actions={
          <>
            {mayContact && (
              <Button asChild>
                <Link href="/recommendations">{t('overview.customersToContact')}</Link>
              </Button>
            )}
            <FrequencySwitch frequencies={facets.frequencies} value={view.frequency} onChange={(frequency) => setView({ frequency })} />
            <SelectField label={t('terms.location')} isLabelHidden options={locations} value={String(view.location ?? '')} onChange={(event) => setView({ location: event.target.value === '' ? undefined : Number(event.target.value) })} className="w-44" />
            <Button size="icon" aria-label={t('actions.print')} onClick={() => window.print()}>
              <PrinterIcon aria-hidden />
            </Button>
          </>
        }
      />
      <PrintedFilters
        items={[
          { label: t('terms.location'), value: locationName },
          { label: t('terms.frequency'), value: t(`frequency.${data.frequency}`) },
          { label: t('overview.period'), value: t('overview.lastWeeks', { weeks: view.weeks }) },
        ]}
      />
      {data.sales.weeks.length === 0 ? (
        <Card>
          <EmptyState
            icon={<FileSpreadsheetIcon />}
            title={t('overview.emptyTitle')}
            description={t('overview.emptyText')}
            action={
              <Button asChild variant="primary">
                <Link href="/data">{t('overview.importData')}</Link>
              </Button>
            }
          />
        </Card>
      ) : (
        <>
          <SalesFigures kpis={data.kpis} />
          <Card
            title={t('overview.chartTitle')}
            description={t(isMoney ? 'overview.chartMoney' : 'overview.chartUnits', { currency: data.currency })}
            actions={
              <>
                <Segmented
                  label={t('overview.measure')}
                  value={view.measure}
                  onChange={(measure) => setView({ measure })}
                  options={[
                    { value: 'units', label: t('terms.units') },
                    { value: 'revenue', label: t('terms.revenue') },
                  ]}
                />
                <Segmented label={t('overview.period')} value={view.weeks} onChange={(weeks) => setView({ weeks })} options={(['13', '26', '52'] as const).map((value) => ({ value, label: t('overview.weeksShort', { weeks: value }) }))} />
              </>
            }
          >
            <TimeChart
              model={chart}
              height={300}
              description={t('overview.chartDescription', { location: locationName })}
              formatValue={(value) => (isMoney ? f.moneyOfMajor(value) : t('terms.itemsCount', { count: f.quantity(value) }))}
              formatAxisValue={isMoney ? f.moneyOfMajor : f.compact}
              formatPosition={(week) => t('terms.weekOf', { date: f.date(week) })}
              formatAxisPosition={f.dayAndMonth}
            />
          </Card>
          <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
            <AttentionList items={data.attention} frequency={view.frequency} />
            <ChangeList items={data.changes} lastRun={data.lastRun} frequency={view.frequency} />
          </div>
        </>
      )}
    </div>
  );
}
