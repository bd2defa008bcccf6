'use client';
import { mayActAs, type ImportKind } from '@almanac/data/contract';
import { Button, Callout, Card, PlayIcon } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

/** Where what a file brought shows; sales and customers have to be learnt from first. */
const shownAt: Readonly<Record<Exclude<ImportKind, 'sales' | 'customers'>, '/inventory' | '/orders' | '/forecasts/promotions'>> = {
  products: '/inventory',
  stock: '/inventory',
  suppliers: '/inventory',
  locations: '/inventory',
  orders: '/orders',
  promotions: '/forecasts/promotions',
};

/** What somebody would do after an import. */
export function NextStep({ kind }: { readonly kind: ImportKind }) {
  const t = useTranslations('data.next');
  if (kind === 'sales' || kind === 'customers') return <TrainAll />;
  return (
    <Callout
      tone="good"
      title={t('written')}
      actions={
        <Button asChild>
          <Link href={shownAt[kind]}>{t(`see.${shownAt[kind] === '/inventory' ? 'inventory' : shownAt[kind] === '/orders' ? 'orders' : 'promotions'}`)}</Link>
        </Button>
      }
    >
      {t('plannedAnew')}
    </Callout>
  );
}

function TrainAll() {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const start = useMutation(trpc.training.startAll.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.training.pathKey() }) }));
  if (!mayActAs(session.role, 'planner') && !mayActAs(session.role, 'marketer')) return null;
  return (
    <Card
      title={t('data.next.learnTitle')}
      actions={
        <>
          <Button asChild>
            <Link href="/training">{t('data.next.toTraining')}</Link>
          </Button>
          {start.data === undefined && (
            <Button variant="primary" isBusy={start.isPending} onClick={() => start.mutate()}>
              <PlayIcon aria-hidden />
              {t('data.next.learn')}
            </Button>
          )}
        </>
      }
    >
      {start.data === undefined ? (
        <p className="text-sm text-ink-soft">{t('data.next.learnText')}</p>
      ) : (
        <ul className="grid gap-1 text-sm" role="status">
          {start.data.map(({ capability, runId, error }) => (
            <li key={capability} className="flex flex-wrap gap-x-2">
              <span className="font-medium">{t(`training.capabilities.${capability}`)}</span>
              {runId === undefined ? (
                <span className="text-ink-soft">{t(`errors.${error.code}`, error.params)}</span>
              ) : (
                <Link href={`/training/${runId}`} className="text-accent-ink underline-offset-2 hover:underline">
                  {t('data.next.queued')}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
