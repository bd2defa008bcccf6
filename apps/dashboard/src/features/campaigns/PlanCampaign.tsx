'use client';
import { mayActAs, minorUnitsOf } from '@almanac/data/contract';
import { Button, Callout, Card, PageHeader, Segmented, SelectField, Skeleton, Slider } from '@almanac/ui';
import { keepPreviousData, skipToken, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, Suspense, useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { daysOf, PlanView, planInput } from './campaigns-view';
import { NumberInput } from './NumberInput';
import { ProductPicker } from './ProductPicker';

// Not part of the first load: they come with the first preview.
const Preview = lazy(() => import('./Preview'));

/** From an idea to a list: what about, whom, how many, who is held back, with what comes of it beside. */
export function PlanCampaign() {
  const t = useTranslations('campaigns.plan');
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader above={<BackLink href="/campaigns">{t('back')}</BackLink>} title={t('title')} description={t('subtitle')} />
      {mayActAs(session.role, 'marketer') ? <Planner currency={session.org.currency} /> : <Callout title={t('forMarketers')}>{t('forMarketersText')}</Callout>}
    </div>
  );
}

function Planner({ currency }: { readonly currency: string }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(PlanView);
  const plan = planInput(view, minorUnitsOf(currency));
  const preview = useQuery(trpc.campaigns.preview.queryOptions(plan ?? skipToken, { placeholderData: keepPreviousData, retry: false }));
  const shown = plan === undefined ? undefined : preview.data;
  const failure = plan !== undefined && preview.error ? failureOf(preview.error) : undefined;
  const setContacts = useCallback((contacts: number) => setView({ contacts: Math.round(contacts) }), [setView]);
  const setCost = useCallback((cost: number) => setView({ cost }), [setView]);
  const setDays = useCallback((days: number) => setView({ days: Math.round(days) }), [setView]);
  const choice = (label: string, all: string, names: readonly string[], value: string | undefined, change: (name: string | undefined) => void) => (
    <SelectField label={label} options={[{ value: '', label: all }, ...[...new Set([...names, ...(value === undefined ? [] : [value])])].map((name) => ({ value: name, label: name }))]} value={value ?? ''} onChange={(event) => change(event.target.value || undefined)} />
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Card title={t('campaigns.plan.whatTitle')}>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Segmented
            label={t('campaigns.plan.origin')}
            value={view.origin}
            options={[
              { value: 'recommendation', label: t('campaigns.plan.origins.recommendation') },
              { value: 'churn', label: t('campaigns.plan.origins.churn') },
            ]}
            onChange={(origin) => setView({ origin, days: undefined })}
          />
          {view.origin === 'recommendation' ? (
            <ProductPicker chosen={view.product === undefined ? undefined : (shown?.product?.name ?? '…')} onChoose={(product) => setView({ product })} />
          ) : (
            <p className="text-sm text-ink-soft">{t('campaigns.plan.churnText')}</p>
          )}
          <div className="grid grid-cols-2 gap-3">
            {choice(t('campaigns.segment'), t('campaigns.plan.allSegments'), shown?.segments ?? [], view.segment, (segment) => setView({ segment }))}
            {choice(t('campaigns.country'), t('campaigns.plan.allCountries'), shown?.countries ?? [], view.country, (country) => setView({ country }))}
            <NumberInput label={t('campaigns.plan.contacts')} hint={t('campaigns.plan.contactsHint')} value={view.contacts} min={1} max={100_000} step={1} onChange={setContacts} />
            <NumberInput label={t('campaigns.plan.cost', { currency })} hint={t('campaigns.plan.costHint')} value={view.cost} min={0} max={10_000} step="any" onChange={setCost} />
          </div>
          <Slider label={t('campaigns.plan.holdout')} value={view.holdout} min={0} max={50} step={5} valueText={f.percentWhole(view.holdout / 100)} onChange={(holdout) => setView({ holdout })} />
          <p className="-mt-2 text-xs text-ink-faint">{t('campaigns.plan.holdoutHint')}</p>
          <NumberInput key={view.origin} label={t('campaigns.plan.days')} hint={t('campaigns.plan.daysHint')} value={daysOf(view)} min={1} max={365} step={1} onChange={setDays} />
        </div>
      </Card>
      {failure && (
        <Callout tone="warn" title={t('campaigns.plan.failedTitle')} actions={<Button asChild><Link href="/training">{t('shell.pages.training')}</Link></Button>}>
          {t(`errors.${failure.code}`, failure.params)}
        </Callout>
      )}
      {plan === undefined && !failure && <Callout title={t('campaigns.plan.chooseTitle')}>{t('campaigns.plan.chooseText')}</Callout>}
      {plan !== undefined && !failure && (
        <Suspense fallback={<Skeleton className="h-96" />}>{shown === undefined ? <Skeleton className="h-96" /> : <Preview plan={plan} preview={shown} isStale={preview.isPlaceholderData} />}</Suspense>
      )}
    </div>
  );
}
