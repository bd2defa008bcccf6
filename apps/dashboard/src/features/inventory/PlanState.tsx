'use client';
import type { InventorySummary } from '@almanac/data/contract';
import { BoxesIcon, Button, Callout, Card, EmptyState } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

/** What the plan still lacks, and how to get it. */
export function PlanState({ summary, mayEdit }: { readonly summary: InventorySummary; readonly mayEdit: boolean }) {
  const t = useTranslations('inventory');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const replan = useMutation(trpc.inventory.replan.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.inventory.summary.queryKey() }) }));
  const importStock = (
    <Button asChild variant="primary">
      <Link href="/data">{t('importStock')}</Link>
    </Button>
  );
  const train = (
    <Button asChild>
      <Link href="/training">{t('train')}</Link>
    </Button>
  );
  const plan = mayEdit && (
    <Button isBusy={replan.isPending || summary.isPlanning} onClick={() => replan.mutate()}>
      {t('planNow')}
    </Button>
  );
  if (summary.isPlanning) return <Callout tone="accent" title={t('planning')} />;
  if (summary.itemCount === 0) {
    return (
      <Card>
        <EmptyState
          icon={<BoxesIcon />}
          title={t('emptyTitle')}
          description={t('emptyText')}
          action={
            <>
              {importStock}
              {train}
              {plan}
            </>
          }
        />
      </Card>
    );
  }
  if (summary.stockCountedOn === null) {
    return (
      <Callout tone="warn" title={t('noStockTitle')} actions={importStock}>
        {t('noStockText')}
      </Callout>
    );
  }
  if (summary.forecastRunId === null) {
    return (
      <Callout tone="warn" title={t('noForecastTitle')} actions={train}>
        {t('noForecastText')}
      </Callout>
    );
  }
  return null;
}
