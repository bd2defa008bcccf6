'use client';
import { type TrainingRun } from '@almanac/data/contract';
import { Button, Callout, Confirm, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useQuality } from './use-quality';

/** Whether a run is in use, how it compares with the one that is, and the choice between them. */
export function ServingPanel({ run, mayChoose }: { readonly run: TrainingRun; readonly mayChoose: boolean }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const quality = useQuality();
  const { data: runs } = useSuspenseQuery(trpc.training.list.queryOptions());
  // Whatever is shown anywhere may now come from another run.
  const serve = useMutation(trpc.training.serve.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }));
  const serveNewest = useMutation(trpc.training.serveNewest.mutationOptions({ onSuccess: () => queryClient.invalidateQueries() }));
  const inUse = runs.find((other) => other.serving !== null && isOfKind(run, other));
  if (run.status !== 'succeeded') return null;

  if (run.serving) {
    const { since, chosenBy } = run.serving;
    if (chosenBy === null) return <Callout title={t('training.serving.since', { date: f.instant(since) })} />;
    const release = () => serveNewest.mutate({ runId: run.id }, { onSuccess: () => toast.success(t('training.serving.newestUsed'), { duration: 8000, action: { label: t('actions.undo'), onClick: () => serve.mutate({ runId: run.id }) } }) });
    return (
      <Callout title={t('training.serving.chosenTitle', { name: chosenBy })} actions={mayChoose && <Button isBusy={serveNewest.isPending} onClick={release}>{t('training.serving.newest')}</Button>}>
        {t('training.serving.chosenText', { date: f.instant(since) })}
      </Callout>
    );
  }
  const use = () =>
    serve.mutate(
      { runId: run.id },
      {
        onSuccess: ({ before }) => {
          const undo = () => (inUse?.serving?.chosenBy ? serve.mutate({ runId: before! }) : serveNewest.mutate({ runId: before! }));
          toast.success(t('training.serving.used'), before === null ? undefined : { duration: 8000, action: { label: t('actions.undo'), onClick: undo } });
        },
      },
    );
  return (
    <Callout
      title={t('training.serving.beside')}
      actions={
        mayChoose &&
        run.isServable && (
          <Confirm trigger={<Button isBusy={serve.isPending}>{t('training.serving.use')}</Button>} title={t('training.serving.useTitle')} description={t('training.serving.useText')} confirmLabel={t('training.serving.use')} cancelLabel={t('training.serving.keep')} onConfirm={use} />
        )
      }
    >
      {t('training.serving.compared', { this: quality(run), inUse: inUse === undefined ? '—' : quality(inUse) })}
      {!run.isServable && ` ${t('training.serving.noneGone')}`}
    </Callout>
  );
}

function isOfKind(run: TrainingRun, other: TrainingRun): boolean {
  return run.capability === other.capability && (run.capability !== 'forecast' || other.capability !== 'forecast' || run.frequency === other.frequency);
}
