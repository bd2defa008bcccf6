'use client';
import { isOver, mayActAs, trainerOf } from '@almanac/data/contract';
import { Button, Card, Progress, TimeChart } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useModelName } from '../forecasting/index';
import { prepareLossChart } from './prepare-loss-chart';
import { useRunProgress } from './use-run-progress';
import { useRunSubject } from './use-run-subject';

type Run = Outputs['training']['list'][number];

/** A run while it goes: how far, how well, how long still; and the way to stop it. */
export function LiveProgress({ run, hasLink = false }: { readonly run: Run; readonly hasLink?: boolean }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const progress = useRunProgress(run.id, !isOver(run.status));
  const cancel = useMutation(trpc.training.cancel.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.training.pathKey() }) }));
  const modelName = useModelName();
  const subject = useRunSubject();
  const status = progress?.status ?? run.status;
  const stageKey = (progress?.stage ?? status) as 'train';
  const stage = t.has(`stages.${stageKey}`) ? t(`stages.${stageKey}`) : stageKey;
  return (
    <Card
      title={
        <span role="status">
          {[t(`runStatus.${status}`), stage, progress?.method ? modelName(progress.method) : ''].filter(Boolean).join(' · ')}
        </span>
      }
      description={t('training.liveText', { what: subject(run) })}
      actions={
        <>
          {hasLink && (
            <Button asChild variant="ghost">
              <Link href={`/training/${run.id}`}>{t('training.details')}</Link>
            </Button>
          )}
          {!isOver(status) && mayActAs(session.role, trainerOf[run.capability]) && (
            <Button variant="danger" isBusy={cancel.isPending || cancel.isSuccess} onClick={() => cancel.mutate({ runId: run.id })}>
              {t('training.cancel')}
            </Button>
          )}
        </>
      }
    >
      <Progress label={t('training.progress')} value={progress?.fraction} />
      <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2 text-sm">
        {[
          ...(run.capability === 'forecast'
            ? [
                [t('training.epoch'), progress && progress.epochs > 0 ? t('training.epochOf', { epoch: progress.epoch, epochs: progress.epochs }) : '—'],
                [t('training.loss'), f.decimal(progress?.loss)],
                [t('training.validationLoss'), f.decimal(progress?.validationLoss)],
              ]
            : []),
          [t('training.timeLeft'), f.duration(progress?.etaSeconds)],
        ].map(([label, value]) => (
          <div key={label}>
            <dt className="text-ink-faint">{label}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {progress && progress.history.length > 1 && (
        <div className="mt-4">
          <TimeChart
            model={prepareLossChart(progress.history, { training: t('training.loss'), validation: t('training.validationLoss') })}
            height={160}
            description={t('training.lossChart')}
            formatValue={f.decimal}
            formatAxisValue={f.ratio}
            formatPosition={(epoch) => `${t('training.epoch')} ${epoch}`}
            formatAxisPosition={(epoch) => epoch}
          />
        </div>
      )}
    </Card>
  );
}
