'use client';
import { type ChurnOverview, mayActAs, type TrainingRun } from '@almanac/data/contract';
import { Button, Callout, Card, EmptyState, InfoIcon, PlayIcon, UserRoundXIcon } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { LiveProgress } from '../training/index';

type NotYetProps = { readonly overview: ChurnOverview; readonly live: TrainingRun | undefined; readonly last: TrainingRun | undefined };

/** Before the first scores: what the data lack, how to start, how far it is, what went wrong. */
export default function NotYet({ overview: { missing, kind }, live, last }: NotYetProps) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const start = useMutation(trpc.training.start.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.training.pathKey() }) }));
  const mayTrain = mayActAs(session.role, 'marketer');
  const failure = start.error ? failureOf(start.error) : last?.error;
  if (live) return <LiveProgress run={live} hasLink />;
  const toData = (
    <Button asChild>
      <Link href="/data">{t('overview.importData')}</Link>
    </Button>
  );
  if (missing.length > 0) {
    return (
      <Card>
        <EmptyState
          icon={<InfoIcon />}
          title={t('churn.none.missingTitle')}
          description={
            <>
              {t('churn.none.missingText')}
              <ul className="mt-3 mb-3 grid gap-1 text-ink">
                {missing.map(({ code, have, needed }) => (
                  <li key={code} className="tabular-nums">
                    {t(`churn.none.missing.${code}`, { kind, have: f.integer(have), needed: f.integer(needed) })}
                  </li>
                ))}
              </ul>
              {t('churn.none.how')}
            </>
          }
          action={toData}
        />
      </Card>
    );
  }
  return (
    <>
      {failure && (
        <Callout tone="warn" title={t('runStatus.failed')}>
          {t(`errors.${failure.code}`, failure.params)}
        </Callout>
      )}
      <Card>
        <EmptyState
          icon={<UserRoundXIcon />}
          title={t('churn.none.title')}
          description={t(mayTrain ? 'churn.none.ready' : 'churn.none.readyOthers')}
          action={
            mayTrain && (
              <Button variant="primary" isBusy={start.isPending} onClick={() => start.mutate({ capability: 'churn' })}>
                <PlayIcon aria-hidden />
                {t('training.start')}
              </Button>
            )
          }
        />
      </Card>
    </>
  );
}
