'use client';
import { type ChurnSettings, mayActAs } from '@almanac/data/contract';
import { Badge, Button, Card, CurveChart, Metric, MetricStrip, Skeleton, Slider, toast } from '@almanac/ui';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

/** Contacts, hits, misses and money by where the line is drawn; the company can take another one. */
export default function ThresholdCard({ settings }: { readonly settings: ChurnSettings }) {
  const t = useTranslations('churn.threshold');
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data } = useQuery(trpc.churn.threshold.queryOptions());
  const [moved, setMoved] = useState<number>();
  const save = useMutation(
    trpc.churn.saveSettings.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.churn.pathKey() });
        setMoved(undefined);
        toast.success(t('saved'));
      },
    }),
  );
  if (!data) return <Skeleton className="h-80" />;
  const at = moved ?? data.chosen;
  const point = data.points[at];
  if (!point) return null;
  const last = data.points.length - 1;
  const percent = f.percentWhole(point.threshold);
  const gain = f.moneyShort(point.gainMinor);
  return (
    <Card title={t('title')} description={t('text')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[3fr_2fr]">
        <div className="grid content-start gap-4">
          <Slider label={t('slider')} value={last - at} min={0} max={last} step={1} valueText={percent} onChange={(value) => setMoved(last - value)} />
          <MetricStrip columns={4}>
            <Metric label={t('contacts')} value={f.integer(point.contacts)} detail={t('contactable', { count: f.integer(point.contactable) })} />
            <Metric label={t('precision')} value={f.percentWhole(point.precision)} help={t('precisionHelp')} />
            <Metric label={t('recall')} value={f.percentWhole(point.recall)} help={t('recallHelp')} />
            <Metric label={t('gain')} value={gain} help={t('gainHelp')} detail={at === data.best ? <Badge tone="good">{t('best')}</Badge> : at === data.chosen ? <Badge>{t('inForce')}</Badge> : undefined} />
          </MetricStrip>
          <p className="text-sm text-ink-soft" aria-live="polite">
            {t('sentence', { threshold: percent, contacts: f.integer(point.contactable), right: Math.round(100 * point.precision), found: Math.round(100 * point.recall), gain })}
          </p>
          {mayActAs(session.role, 'marketer') && (
            <div className="flex flex-wrap gap-2">
              <Button disabled={at === data.chosen} isBusy={save.isPending} onClick={() => save.mutate({ ...settings, threshold: roundDown(point.threshold) })}>
                {t('use')}
              </Button>
              {settings.threshold !== null && (
                <Button variant="ghost" disabled={save.isPending} onClick={() => save.mutate({ ...settings, threshold: null })}>
                  {t('reset')}
                </Button>
              )}
            </div>
          )}
        </div>
        <CurveChart
          description={t('curveDescription')}
          curve={data.points.map(({ contactable, gainMinor, threshold }) => ({ x: contactable, y: gainMinor, label: f.percent(threshold) }))}
          curveName={t('curve')}
          chosen={at}
          others={[]}
          xLabel={t('xLabel')}
          yLabel={t('yLabel')}
          formatX={f.compact}
          formatY={f.moneyShort}
          height={260}
        />
      </div>
    </Card>
  );
}

/** So that the customer who is the point itself stays above the line. */
const roundDown = (threshold: number) => Math.min(0.999, Math.max(0.001, Math.floor(threshold * 1000) / 1000));
