'use client';
import type { PolicyValues, ReplayOutcome } from '@almanac/data/contract';
import { Button, Callout, Card, CurveChart, EmptyState, GaugeIcon, PlayIcon, Slider, Table, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { almanacCurve, nearestTarget } from './replay-curve';

/** What the rules would have done in the company's own last months, and what another service target would cost. */
export function Proof({ mayEdit, company }: { readonly mayEdit: boolean; readonly company: PolicyValues }) {
  const t = useTranslations('inventory.policy');
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: report } = useSuspenseQuery({ ...trpc.inventory.replay.queryOptions({}), refetchInterval: (query) => (query.state.data?.status === 'running' ? 3000 : false) });
  const start = useMutation(trpc.inventory.startReplay.mutationOptions({ onSuccess: (next) => queryClient.setQueryData(trpc.inventory.replay.queryKey({}), next) }));
  const curve = almanacCurve(report.outcomes);
  const isRunning = report.status === 'running' || start.isPending;
  const run = mayEdit && (
    <Button variant={report.status === 'none' ? 'primary' : 'secondary'} isBusy={isRunning} onClick={() => start.mutate({})}>
      <PlayIcon aria-hidden />
      {t(report.status === 'none' ? 'run' : 'runAgain')}
    </Button>
  );
  const period = report.from && report.to ? `${t('period', { from: f.date(report.from), to: f.date(report.to), items: report.items })}${report.skipped > 0 ? `; ${t('skipped', { count: report.skipped })}` : ''}` : t('proofText');
  return (
    <>
      <Card title={t('proofTitle')} description={period} actions={curve.length > 0 && run} isFlush>
        {report.status === 'failed' && (
          <div className="px-4 pb-4 sm:px-5">
            <Callout tone="bad" title={t('failed')} actions={run} />
          </div>
        )}
        {isRunning && (
          <div className="px-4 pb-4 sm:px-5">
            <Callout tone="accent" title={t('running')} />
          </div>
        )}
        {curve.length > 0 ? <Outcomes outcomes={report.outcomes} /> : report.status === 'none' && !isRunning && <EmptyState icon={<GaugeIcon />} title={t('never')} description={`${t('proofText')}. ${t('neverText')}`} action={run} />}
      </Card>
      {curve.length > 1 && <WhatIf outcomes={report.outcomes} currentTarget={report.currentTarget} mayEdit={mayEdit} company={company} />}
    </>
  );
}

const colorOf = { actual: 'history', min_max: 'backtest', almanac: 'adjusted' } as const;

type WhatIfProps = { readonly outcomes: readonly ReplayOutcome[]; readonly currentTarget: number | null; readonly mayEdit: boolean; readonly company: PolicyValues };

function useOutcomeName() {
  const t = useTranslations('inventory.policy');
  const f = useFormatters();
  return ({ policy, target }: ReplayOutcome) => (policy === 'almanac' && target !== null ? t('atTarget', { target: f.percentWhole(target) }) : t(`policies.${policy}`));
}

const isAsSet = ({ policy, target }: ReplayOutcome) => policy === 'almanac' && target === null;

function Outcomes({ outcomes }: { readonly outcomes: readonly ReplayOutcome[] }) {
  const t = useTranslations('inventory.policy');
  const f = useFormatters();
  const nameOf = useOutcomeName();
  return (
    <Table
      caption={t('proofTitle')}
      rows={outcomes}
      rowKey={({ policy, target }) => `${policy} ${target}`}
      isEmphasized={isAsSet}
      columns={[
        { id: 'policy', header: t('policy'), cell: nameOf },
        { id: 'fill', header: t('fillRate'), align: 'end', cell: (row) => f.percent(row.fillRate) },
        { id: 'days', header: t('stockOutDays'), align: 'end', cell: (row) => f.integer(row.stockOutDays) },
        { id: 'stock', header: t('averageStock'), align: 'end', cell: (row) => f.moneyWhole(row.averageStockMinor) },
        { id: 'orders', header: t('orders'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.orders) },
      ]}
    />
  );
}

function WhatIf({ outcomes, currentTarget, mayEdit, company }: WhatIfProps) {
  const t = useTranslations('inventory.policy');
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const nameOf = useOutcomeName();
  const curve = almanacCurve(outcomes);
  const now = nearestTarget(outcomes, currentTarget);
  const [at, setAt] = useState(Math.max(0, curve.findIndex((outcome) => outcome === now)));
  const adopt = useMutation(
    trpc.inventory.setPolicy.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() });
        toast.success(t('saved'));
      },
    }),
  );
  const chosen = curve[at] ?? curve[0];
  const actual = outcomes.find(({ policy }) => policy === 'actual');
  if (!chosen) return null;
  const target = f.percentWhole(chosen.target);
  const difference = chosen.averageStockMinor - (actual?.averageStockMinor ?? chosen.averageStockMinor);
  const money = (minor: number) => f.moneyShort(minor);
  return (
    <Card title={t('whatIf')} description={t('whatIfText')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[2fr_1fr]">
        <CurveChart
          description={t('curveDescription')}
          curve={curve.map((outcome) => ({ x: outcome.averageStockMinor, y: outcome.fillRate, label: nameOf(outcome) }))}
          curveName={t('curve')}
          chosen={at}
          others={outcomes.filter(({ target }) => target === null).map((outcome) => ({ id: outcome.policy, name: nameOf(outcome), color: colorOf[outcome.policy], x: outcome.averageStockMinor, y: outcome.fillRate }))}
          xLabel={t('xLabel')}
          yLabel={t('yLabel')}
          formatX={money}
          formatY={f.percent}
        />
        <div className="grid content-start gap-4">
          <Slider label={t('slider')} value={at} min={0} max={curve.length - 1} step={1} valueText={target} onChange={setAt} />
          <p className="text-base" aria-live="polite">
            {t('sentence', { target, fill: f.percent(chosen.fillRate), stock: money(chosen.averageStockMinor), change: t(difference >= 0 ? 'more' : 'less', { amount: money(Math.abs(difference)) }) })}
          </p>
          {mayEdit && (
            <div>
              <Button isBusy={adopt.isPending} onClick={() => adopt.mutate({ scope: { kind: 'company' }, values: { ...company, target: chosen.target } })}>
                {t('adopt', { target })}
              </Button>
              <p className="mt-1 text-xs text-ink-faint">{t('adoptHint')}</p>
            </div>
          )}
        </div>
      </div>
    </Card>
  );
}
