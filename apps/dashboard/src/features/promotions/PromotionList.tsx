'use client';
import { mayActAs } from '@almanac/data/contract';
import { Badge, Button, Callout, Card, Confirm, EmptyState, PageHeader, PencilIcon, PercentIcon, PlayIcon, PlusIcon, PrintedFilters, Switch, Table, XIcon } from '@almanac/ui';
import { keepPreviousData, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { PromotionDialog } from './PromotionDialog';
import { PromotionsView } from './promotions-view';

export type Promotion = Outputs['forecasting']['promotions'][number];

/** Promotions that run or are to come; planners add, change and remove those that no file brought. */
export function PromotionList() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [view, setView] = useView(PromotionsView);
  const [edited, setEdited] = useState<Promotion | 'new'>();
  const [hasChanged, setHasChanged] = useState(false);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: facets } = useSuspenseQuery(trpc.forecasting.facets.queryOptions({ frequency: 'week' }));
  const { data: rows = [] } = useQuery(trpc.forecasting.promotions.queryOptions({ hasPast: view.past === '1' }, { placeholderData: keepPreviousData }));
  const mayChange = mayActAs(session.role, 'planner');
  const readAgain = async () => {
    setHasChanged(true);
    await queryClient.invalidateQueries({ queryKey: trpc.forecasting.pathKey() });
  };
  const remove = useMutation(trpc.forecasting.removePromotion.mutationOptions({ onSuccess: readAgain }));
  const train = useMutation(trpc.training.start.mutationOptions({ onSuccess: ({ runId }) => router.push(`/training/${runId}`) }));
  const target = (row: Promotion) => row.productName ?? row.category ?? t('promotions.everything');
  return (
    <div className="grid gap-4">
      <PageHeader
        above={<BackLink href="/forecasts">{t('forecasts.title')}</BackLink>}
        title={t('promotions.title')}
        description={t('promotions.text')}
        actions={
          mayChange && (
            <Button variant="primary" onClick={() => setEdited('new')}>
              <PlusIcon aria-hidden />
              {t('promotions.add')}
            </Button>
          )
        }
      />
      <PrintedFilters items={[{ label: t('promotions.shown'), value: t(view.past === '1' ? 'promotions.withPast' : 'promotions.onlyAhead') }]} />
      {mayChange && (
        <Callout
          tone={hasChanged ? 'accent' : 'neutral'}
          title={t(hasChanged ? 'promotions.changedTitle' : 'promotions.effectTitle')}
          actions={
            <Button isBusy={train.isPending} onClick={() => train.mutate({ capability: 'forecast', frequency: facets.frequencies[0] ?? 'week' })}>
              <PlayIcon aria-hidden />
              {t('training.start')}
            </Button>
          }
        >
          {t('promotions.effectText')}
        </Callout>
      )}
      <div className="print:hidden">
        <Switch label={t('promotions.showPast')} isOn={view.past === '1'} onChange={(isOn) => setView({ past: isOn ? '1' : '0' })} />
      </div>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {rows.length === 0 ? (
          <EmptyState icon={<PercentIcon />} title={t('promotions.emptyTitle')} description={t('promotions.emptyText')} />
        ) : (
          <Table
            caption={t('promotions.title')}
            rows={rows}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                id: 'name',
                header: t('promotions.name'),
                cell: (row) => (
                  <span className="block">
                    <span className="block font-medium">{row.name}</span>
                    <span className="block text-xs text-ink-faint">{[target(row), row.location ?? t('terms.allLocations')].join(' · ')}</span>
                    <span className="block text-xs text-ink-soft tabular-nums md:hidden print:hidden">{[f.dateRange(row.startsOn, row.endsOn), row.discountPercent !== null && t('promotions.discountOf', { percent: f.percentWhole(row.discountPercent / 100) })].filter(Boolean).join(' · ')}</span>
                  </span>
                ),
              },
              { id: 'when', header: t('promotions.when'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap">{f.dateRange(row.startsOn, row.endsOn)}</span> },
              { id: 'discount', header: t('promotions.discount'), align: 'end', isSecondary: true, cell: (row) => (row.discountPercent === null ? '—' : f.percentWhole(row.discountPercent / 100)) },
              {
                id: 'actions',
                header: <span className="sr-only">{t('promotions.actions')}</span>,
                align: 'end',
                cell: (row) =>
                  row.isImported ? (
                    <Badge>{t('promotions.fromFile')}</Badge>
                  ) : (
                    mayChange && (
                      <span className="inline-flex gap-1 print:hidden">
                        <Button variant="ghost" size="icon" aria-label={t('promotions.edit', { name: row.name })} onClick={() => setEdited(row)}>
                          <PencilIcon aria-hidden />
                        </Button>
                        <Confirm
                          trigger={
                            <Button variant="ghost" size="icon" aria-label={t('promotions.remove', { name: row.name })}>
                              <XIcon aria-hidden />
                            </Button>
                          }
                          title={t('promotions.removeTitle', { name: row.name })}
                          description={t('promotions.removeText')}
                          confirmLabel={t('settings.remove')}
                          cancelLabel={t('data.cancel')}
                          onConfirm={() => remove.mutate({ id: row.id })}
                        />
                      </span>
                    )
                  ),
              },
            ]}
          />
        )}
      </Card>
      {edited !== undefined && <PromotionDialog key={edited === 'new' ? 'new' : edited.id} promotion={edited === 'new' ? undefined : edited} facets={facets} onClose={() => setEdited(undefined)} onSaved={readAgain} />}
    </div>
  );
}
