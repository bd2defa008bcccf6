'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Callout, Card, Confirm, Metric, MetricStrip, PageHeader, Progress, Undo2Icon } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { ImportStatusBadge } from './ImportStatusBadge';
import { isMoving, isOpen, shareOfPhases } from './import-status';
import { MappingForm } from './MappingForm';
import { NextStep } from './NextStep';
import { ProblemTable } from './ProblemTable';
import { ContentsCard } from './ContentsCard';

export function ImportDetail({ importId }: { readonly importId: string }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: item } = useSuspenseQuery(trpc.ingest.get.queryOptions({ importId }, { refetchInterval: ({ state }) => (state.data && isMoving(state.data.status) ? 1000 : false) }));
  const mayChange = mayActAs(session.role, 'planner');
  const { counts } = item;
  return (
    <div className="grid gap-5">
      <PageHeader
        above={<BackLink href="/data">{t('data.title')}</BackLink>}
        title={<span className="break-all">{item.fileName}</span>}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <ImportStatusBadge status={item.status} />
            {t('data.fileFacts', { kind: t(`importKinds.${item.kind}`), size: f.bytes(item.fileSize), when: f.instant(item.createdAt) })}
          </span>
        }
        actions={mayChange && <ImportActions item={item} />}
      />
      {item.error && item.status === 'applied' && (
        <Callout tone="bad" isAlert title={t('data.undoFailed')}>
          {t(`errors.${item.error.code}`, item.error.params)}
        </Callout>
      )}
      {item.error && item.status !== 'applied' && <Callout tone="bad" isAlert title={t(`errors.${item.error.code}`, item.error.params)} />}
      {item.appliedTwin && isOpen(item.status) && (
        <Callout tone="warn" title={t('data.twinTitle', { when: f.instant(item.appliedTwin.appliedAt) })}>
          {t('data.twinText')}
        </Callout>
      )}
      {isMoving(item.status) && <StepProgress item={item} />}
      {counts.lines > 0 && !isMoving(item.status) && (
        <MetricStrip>
          <Metric label={t('data.lines')} value={f.integer(counts.lines)} />
          <Metric label={t('data.goodLines')} value={f.integer(counts.good)} />
          <Metric label={t('data.problems')} value={f.integer(counts.problems)} />
          <Metric label={t('data.written')} value={f.integer(counts.inserted + counts.updated)} detail={t('data.writtenDetail', { inserted: f.integer(counts.inserted), updated: f.integer(counts.updated), unchanged: f.integer(counts.unchanged) })} />
        </MetricStrip>
      )}
      {item.contents !== null && !isMoving(item.status) && item.status !== 'uploaded' && <ContentsCard contents={item.contents} />}
      {item.status === 'applied' && <NextStep kind={item.kind} />}
      {item.problems.length > 0 && <ProblemTable importId={importId} problems={item.problems} total={counts.problems} />}
      {mayChange && isOpen(item.status) && <MappingForm key={item.kind} item={item} />}
    </div>
  );
}

/** How far the worker is: lines while it reads, parts of one transaction while it writes or takes back. */
function StepProgress({ item: { status, phase, counts } }: { readonly item: Outputs['ingest']['get'] }) {
  const t = useTranslations();
  const detail = phase !== null ? t(`data.phase.${phase}`) : status === 'checking' && counts.lines > 0 ? t('data.linesRead', { lines: counts.lines }) : undefined;
  return (
    <Card>
      <p className="mb-2 flex flex-wrap gap-x-3 text-sm" role="status">
        <span className="font-medium">{t(`importStatus.${status}`)}</span>
        {detail !== undefined && <span className="text-ink-soft">{detail}</span>}
      </p>
      <Progress label={t(`importStatus.${status}`)} value={shareOfPhases(status, phase)} />
      <p className="mt-2 text-xs text-ink-faint">{t('data.goesOn')}</p>
    </Card>
  );
}

/** What can be done with the import in its present state. */
function ImportActions({ item }: { readonly item: Outputs['ingest']['get'] }) {
  const t = useTranslations('data');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.ingest.pathKey() });
  const accept = useMutation(trpc.ingest.accept.mutationOptions({ onSuccess: refresh }));
  const discard = useMutation(trpc.ingest.discard.mutationOptions({ onSuccess: refresh }));
  const undo = useMutation(trpc.ingest.undo.mutationOptions({ onSuccess: refresh }));
  const key = { importId: item.id };
  return (
    <>
      {(item.status === 'uploaded' || item.status === 'ready' || item.status === 'has_problems' || item.status === 'failed') && (
        <Button variant="ghost" isBusy={discard.isPending} onClick={() => discard.mutate(key)}>
          {t('discard')}
        </Button>
      )}
      {item.status === 'ready' && (
        <Button variant="primary" isBusy={accept.isPending} onClick={() => accept.mutate({ ...key, mode: 'all' })}>
          {t('apply', { count: item.counts.good })}
        </Button>
      )}
      {item.status === 'has_problems' && item.counts.good > 0 && (
        <Confirm
          trigger={<Button isBusy={accept.isPending}>{t('applyGood', { count: item.counts.good })}</Button>}
          title={t('applyGoodTitle')}
          description={t('applyGoodText', { problems: item.counts.problems })}
          confirmLabel={t('applyGood', { count: item.counts.good })}
          cancelLabel={t('cancel')}
          onConfirm={() => accept.mutate({ ...key, mode: 'good-lines' })}
        />
      )}
      {item.status === 'applied' && (
        <Confirm
            trigger={
              <Button variant="danger" isBusy={undo.isPending}>
                <Undo2Icon aria-hidden />
                {t('undo')}
              </Button>
            }
            title={t('undoTitle')}
            description={t('undoText')}
            confirmLabel={t('undo')}
            cancelLabel={t('cancel')}
            onConfirm={() => undo.mutate(key)}
          />
      )}
    </>
  );
}
