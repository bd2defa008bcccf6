'use client';
import { Button, Card, EmptyState, Segmented, SelectField, Skeleton, TimeChart, UserRoundIcon } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { prepareReachChart } from './prepare-reach-chart';
import { reachInput, reachSizes, ReachView } from './recommendation-view';
import { RemovedNote } from './RemovedNote';
import { useRange } from './use-words';

const sizes = reachSizes;

/** What the so many most promising customers should spend on what they would be told about, with how sure that is. */
export function ReachCard({ segments, isMarketer }: { readonly segments: readonly string[]; readonly isMarketer: boolean }) {
  const t = useTranslations('recommendations');
  const trpc = useTRPC();
  const [view, setView] = useView(ReachView);
  const { data: reach } = useQuery(trpc.recommendation.reach.queryOptions(reachInput(view), { placeholderData: keepPreviousData }));
  return (
    <Card
      title={t('reach.title')}
      description={t('reach.text', { days: reach?.responseDays ?? 0, products: reach?.productsEach ?? 0 })}
      actions={
        <>
          {segments.length > 1 && (
            <SelectField label={t('segment')} isLabelHidden className="w-40" value={view.segment ?? ''} options={[{ value: '', label: t('allSegments') }, ...segments.map((value) => ({ value, label: value }))]} onChange={(event) => setView({ segment: event.target.value || undefined })} />
          )}
          <Segmented label={t('reach.contacts')} value={view.contacts} onChange={(contacts) => setView({ contacts })} options={sizes.map((value) => ({ value, label: value }))} />
        </>
      }
    >
      {reach === undefined ? <Skeleton className="h-64" /> : reach === null || reach.steps.length === 0 ? <EmptyState icon={<UserRoundIcon />} title={t('reach.nobody')} description={t('reach.nobodyText')} /> : <ReachOf reach={reach} isMarketer={isMarketer} segment={view.segment} />}
    </Card>
  );
}

function ReachOf({ reach, isMarketer, segment }: { readonly reach: NonNullable<Outputs['recommendation']['reach']>; readonly isMarketer: boolean; readonly segment: string | undefined }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const range = useRange();
  const chart = useMemo(() => prepareReachChart(reach.steps, f.toMajor, { expected: t('expectedRevenue'), interval: t('interval90') }), [reach, f, t]);
  const all = reach.steps.at(-1);
  if (all === undefined) return null;
  const customers = `/recommendations/customers?${new URLSearchParams({ contactable: 'true', ...(segment === undefined ? {} : { segment }) })}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="grid content-start gap-4">
        <dl className="grid gap-3">
          <Figure label={t('reach.contacted')} value={f.integer(reach.contacts)} detail={t('reach.ofReachable', { count: f.integer(reach.reachable) })} />
          <Figure label={t('expectedRevenue')} value={f.moneyWhole(all.revenueMinor.mean)} detail={t('reach.likely', { range: range(all.revenueMinor, f.moneyWhole) })} />
          <Figure label={t('expectedBuyers')} value={f.integer(all.buyers.mean)} detail={t('reach.likely', { range: range(all.buyers, f.integer) })} />
        </dl>
        <p className="text-sm text-ink-faint">{t('reach.honest')}</p>
        {isMarketer && (
          <div className="flex flex-wrap gap-2">
            <Button asChild>
              <Link href={customers}>{t('reach.seeThem')}</Link>
            </Button>
          </div>
        )}
      </div>
      <div className="min-w-0">
        <TimeChart
          model={chart}
          height={240}
          description={t('reach.chart', { count: f.integer(all.contacts), amount: f.moneyWhole(all.revenueMinor.mean) })}
          formatValue={f.moneyOfMajor}
          formatAxisValue={f.moneyOfMajor}
          formatPosition={(count) => t('reach.firstCustomers', { count: f.integer(Number(count)) })}
          formatAxisPosition={(count) => f.integer(Number(count))}
        />
        <div className="mt-2 grid gap-1">
          <RemovedNote removed={reach.removedCustomers} of="customers" />
          <RemovedNote removed={reach.removedProducts} of="suggestions" />
        </div>
      </div>
    </div>
  );
}

function Figure({ label, value, detail }: { readonly label: string; readonly value: string; readonly detail: string }) {
  return (
    <div>
      <dt className="text-sm text-ink-faint">{label}</dt>
      <dd>
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{value}</span>
        <span className="block text-sm text-ink-faint tabular-nums">{detail}</span>
      </dd>
    </div>
  );
}
