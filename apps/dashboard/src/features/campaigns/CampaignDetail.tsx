'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Callout, Card, Confirm, Facts, PageHeader, PencilIcon, SendIcon, Skeleton, toast, Undo2Icon } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { ResultCard } from './ResultCard';
import { StatusBadge } from './StatusBadge';
import { useRange, useRemovedList, useSubject } from './words';

const CampaignExport = lazy(() => import('./CampaignExport'));
const Contacts = lazy(() => import('./Contacts'));
const EditDialog = lazy(() => import('./EditDialog'));
const SentDialog = lazy(() => import('./SentDialog'));

/** One campaign: its list until it is sent, its result from then on. */
export function CampaignDetail({ campaignId }: { readonly campaignId: number }) {
  const t = useTranslations('campaigns');
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const subject = useSubject();
  const range = useRange();
  const removedList = useRemovedList();
  const [isSending, setIsSending] = useState(false);
  const [isEditing, setIsEditing] = useState(false);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: campaign } = useSuspenseQuery(trpc.campaigns.get.queryOptions({ campaignId }));
  const done = (message: string) => async () => {
    await queryClient.invalidateQueries({ queryKey: trpc.campaigns.pathKey() });
    toast.success(message);
  };
  const cancel = useMutation(trpc.campaigns.cancel.mutationOptions({ onSuccess: done(t('detail.cancelled')) }));
  const reopen = useMutation(trpc.campaigns.reopen.mutationOptions({ onSuccess: done(t('detail.reopened')) }));
  const { status, expected, origin } = campaign;
  const isMarketer = mayActAs(session.role, 'marketer');
  const isPlanned = status === 'planned';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/campaigns">{t('title')}</BackLink>}
        title={campaign.name}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{subject(campaign)}</span>
            <StatusBadge campaign={campaign} />
          </span>
        }
        actions={
          isMarketer && (
            <>
              {status !== 'cancelled' && (
                <Suspense fallback={<Skeleton className="h-8 w-24" />}>
                  <CampaignExport campaignId={campaignId} />
                </Suspense>
              )}
              {isPlanned ? (
                <>
                  <Confirm trigger={<Button variant="danger">{t('detail.cancel')}</Button>} title={t('detail.cancelTitle', { name: campaign.name })} description={t('detail.cancelText')} confirmLabel={t('detail.cancel')} cancelLabel={t('detail.keep')} onConfirm={() => cancel.mutate({ campaignId })} />
                  <Button variant="primary" onClick={() => setIsSending(true)}>
                    <SendIcon aria-hidden />
                    {t('detail.markSent')}
                  </Button>
                </>
              ) : (
                <Button isBusy={reopen.isPending} onClick={() => reopen.mutate({ campaignId })}>
                  <Undo2Icon aria-hidden />
                  {t(status === 'sent' ? 'detail.undoSent' : 'detail.undoCancel')}
                </Button>
              )}
            </>
          )
        }
      />
      {status === 'cancelled' ? <Callout title={t('detail.isCancelled')} /> : <ResultCard campaign={campaign} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        <Card
          title={t('detail.planTitle')}
          actions={
            isMarketer &&
            isPlanned && (
              <Button onClick={() => setIsEditing(true)}>
                <PencilIcon aria-hidden />
                {t('detail.edit')}
              </Button>
            )
          }
        >
          <Facts
            items={[
              { label: t('owner'), value: campaign.ownerName },
              campaign.sentOn === null ? { label: t('dueOn'), value: f.date(campaign.dueOn) } : { label: t('detail.sentOn'), value: f.date(campaign.sentOn) },
              { label: t('action'), value: campaign.action ?? '—' },
              { label: t('writtenTo'), value: f.integer(campaign.contacts) },
              { label: t('heldBack'), value: t('detail.heldBackOf', { count: f.integer(campaign.holdout), share: f.percentWhole(campaign.holdoutShare) }) },
              { label: t('detail.cost'), value: f.moneyWhole(campaign.contacts * campaign.costMinor) },
              { label: t('detail.window'), value: t('detail.windowDays', { days: campaign.windowDays }) },
              { label: t('detail.made'), value: t('detail.madeBy', { name: campaign.createdBy, date: f.instant(campaign.createdAt) }) },
            ]}
          />
        </Card>
        <Card title={t('detail.expectedTitle')} description={t(origin === 'churn' ? 'detail.expectedChurn' : 'detail.expectedText')}>
          <Facts
            items={[
              { label: t(origin === 'churn' ? 'plan.kept' : 'plan.buyers'), value: t('detail.estimate', { mean: f.quantity(expected.responses.mean), range: range(expected.responses, f.quantity) }) },
              { label: t('plan.revenue'), value: expected.revenueMinor === null ? '—' : t('detail.estimate', { mean: f.moneyWhole(expected.revenueMinor.mean), range: range(expected.revenueMinor, f.moneyWhole) }) },
              { label: t('detail.leftOut'), value: campaign.removed.length === 0 ? t('detail.nobodyLeftOut') : removedList(campaign.removed) },
            ]}
          />
        </Card>
      </div>
      {isMarketer && status !== 'cancelled' && (
        <Suspense fallback={<Skeleton className="h-96" />}>
          <Contacts campaign={campaign} />
        </Suspense>
      )}
      {isEditing && (
        <Suspense>
          <EditDialog campaign={campaign} onClose={() => setIsEditing(false)} />
        </Suspense>
      )}
      {isSending && (
        <Suspense>
          <SentDialog campaign={campaign} onClose={() => setIsSending(false)} onSent={done(t('detail.sent'))} />
        </Suspense>
      )}
    </div>
  );
}
