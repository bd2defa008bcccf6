'use client';
import { mayActAs, type TrainingRun } from '@almanac/data/contract';
import { Button, Callout, Card, EmptyState, PageHeader, PlayIcon, SparklesIcon } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { useTRPC } from '../../platform/trpc-client';
import { LiveProgress } from '../training/index';

type NoModelYetProps = { readonly title: string; readonly live: TrainingRun | undefined; readonly last: TrainingRun | undefined };

/** What a page of recommendations says before the first model: what it needs, how to start, how far it is, what went wrong. */
export default function NoModelYet({ title, live, last }: NoModelYetProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const start = useMutation(trpc.training.start.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.training.pathKey() }) }));
  const failure = start.error ? failureOf(start.error) : last?.error;
  const mayTrain = mayActAs(session.role, 'marketer');
  return (
    <div className="grid gap-5">
      <PageHeader title={title} description={t('recommendations.subtitle')} />
      {live ? (
        <LiveProgress run={live} hasLink />
      ) : (
        <>
          {failure && (
            <Callout
              tone="warn"
              title={t('recommendations.none.failedTitle')}
              actions={
                <Button asChild>
                  <Link href="/data">{t('overview.importData')}</Link>
                </Button>
              }
            >
              {t(`errors.${failure.code}`, failure.params)}
            </Callout>
          )}
          <Card>
            <EmptyState
              icon={<SparklesIcon />}
              title={t('recommendations.none.title')}
              description={t(mayTrain ? 'recommendations.none.text' : 'recommendations.none.textOthers')}
              action={
                mayTrain && (
                  <>
                    <Button variant="primary" isBusy={start.isPending} onClick={() => start.mutate({ capability: 'recommend' })}>
                      <PlayIcon aria-hidden />
                      {t('training.start')}
                    </Button>
                    <Button asChild>
                      <Link href="/data">{t('overview.importData')}</Link>
                    </Button>
                  </>
                )
              }
            />
          </Card>
        </>
      )}
    </div>
  );
}
