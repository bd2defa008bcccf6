'use client';
import type { ChurnModelReport, ChurnRunFacts } from '@almanac/data/contract';
import { Badge, Button, Card, Metric, MetricStrip, Table } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useModelName } from '../forecasting/names';
import { Calibration } from './Calibration';
import { Curves } from './Curves';
import { Fairness } from './Fairness';
import { useColumnName } from './names';

/** Everything measured about the served model, plainly first. */
export default function ModelReport({ run }: { readonly run: ChurnRunFacts }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: model } = useSuspenseQuery(trpc.churn.model.queryOptions());
  const { data: thresholds } = useSuspenseQuery(trpc.churn.threshold.queryOptions());
  const champion = model.scores.find(({ isChampion }) => isChampion);
  const line = thresholds.points[thresholds.chosen];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <section className="grid gap-3">
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div>
            <h2 className="text-lg font-semibold">{t('title')}</h2>
            <p className="text-sm text-ink-faint">{t('learntFrom', { count: f.integer(run.learntFrom), share: f.percentWhole(run.churnRate) })}</p>
          </div>
          <Button asChild>
            <Link href={`/training/${run.runId}`}>{t('toRun')}</Link>
          </Button>
        </div>
        <MetricStrip columns={4}>
          <Metric label={t('rocAuc')} value={f.decimal(champion?.rocAuc)} help={t('rocAucHelp')} />
          <Metric label={t('brier')} value={f.decimal(champion?.brier)} help={t('brierHelp')} />
          <Metric label={t('lift10')} value={f.quantity(champion?.lift10)} help={t('lift10Help')} />
          <Metric label={t('f1')} value={f.ratio(line?.f1)} detail={t('atLine', { threshold: f.percentWhole(run.threshold) })} />
        </MetricStrip>
      </section>
      <Methods scores={model.scores} />
      <Curves thresholds={thresholds} run={run} />
      <Calibration bins={model.calibration} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        <Importance model={model} />
        <Drift model={model} />
      </div>
      <Fairness run={run} />
      <Exclusions model={model} />
      <History model={model} />
    </div>
  );
}

function Methods({ scores }: Pick<ChurnModelReport, 'scores'>) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const modelName = useModelName();
  return (
    <Card title={t('methodsTitle')} description={t('methodsText')} isFlush>
      <Table
        caption={t('methodsTitle')}
        rows={scores}
        rowKey={({ model }) => model}
        isEmphasized={({ isChampion }) => isChampion}
        columns={[
          {
            id: 'method',
            header: t('method'),
            cell: ({ model, isChampion }) => (
              <span className="inline-flex items-center gap-2">
                {modelName(model)}
                {isChampion && <Badge tone="good">{t('champion')}</Badge>}
              </span>
            ),
          },
          { id: 'roc', header: t('rocAuc'), align: 'end', cell: (row) => f.decimal(row.rocAuc) },
          { id: 'pr', header: t('prAuc'), align: 'end', cell: (row) => f.decimal(row.prAuc) },
          { id: 'brier', header: t('brier'), align: 'end', cell: (row) => f.decimal(row.brier) },
          { id: 'logLoss', header: t('logLoss'), align: 'end', isSecondary: true, cell: (row) => f.decimal(row.logLoss) },
          { id: 'lift', header: t('lift10'), align: 'end', isSecondary: true, cell: (row) => f.quantity(row.lift10) },
          { id: 'weight', header: t('weight'), align: 'end', isSecondary: true, cell: (row) => f.ratio(row.weight) },
          { id: 'seconds', header: t('seconds'), align: 'end', isSecondary: true, cell: (row) => f.duration(row.fitSeconds) },
        ]}
      />
    </Card>
  );
}

function Importance({ model: { importance, skipped } }: { readonly model: ChurnModelReport }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const nameOf = useColumnName();
  const most = importance[0]?.share ?? 1;
  return (
    <Card title={t('importanceTitle')} description={t('importanceText')}>
      <ul className="grid gap-2 text-sm">
        {importance.slice(0, 12).map(({ feature, share }) => (
          <li key={feature} className="grid grid-cols-[minmax(0,1fr)_3rem] items-center gap-x-3">
            <span className="truncate">{nameOf(feature)}</span>
            <span className="text-right tabular-nums">{f.percentWhole(share)}</span>
            <span aria-hidden className="col-span-2 mt-0.5 block h-1.5 rounded-full bg-sunken">
              <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.max(2, (100 * share) / most)}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {skipped.length > 0 && <p className="mt-3 text-xs text-ink-faint">{t('skipped', { columns: skipped.join(', ') })}</p>}
    </Card>
  );
}

const driftTone = { stable: 'good', moderate: 'warn', shifted: 'bad' } as const;
/** From so many columns that moved much on, another training is worth its time. */
const MANY = 3;

function Drift({ model: { drift } }: { readonly model: ChurnModelReport }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const nameOf = useColumnName();
  const moved = drift.filter(({ level }) => level === 'shifted').length;
  return (
    <Card title={t('driftTitle')} description={t('driftText')} isFlush={drift.length > 0}>
      {drift.length === 0 ? (
        <p className="text-sm text-ink-faint">{t('noDrift')}</p>
      ) : (
        <>
          {moved >= MANY && <p className="px-4 pb-3 text-sm text-warn sm:px-5">{t('driftAdvice')}</p>}
          <Table
            caption={t('driftTitle')}
            rows={drift.slice(0, 12)}
            rowKey={({ feature }) => feature}
            columns={[
              { id: 'column', header: t('column'), cell: ({ feature }) => nameOf(feature) },
              { id: 'index', header: t('index'), align: 'end', cell: ({ index }) => f.ratio(index) },
              { id: 'level', header: t('level'), align: 'end', cell: ({ level }) => <Badge tone={driftTone[level]}>{t(`levels.${level}`)}</Badge> },
            ]}
          />
        </>
      )}
    </Card>
  );
}

function Exclusions({ model: { excluded, exclusionCost } }: { readonly model: ChurnModelReport }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const nameOf = useColumnName();
  const signed = (value: number) => (value > 0 ? `+${f.decimal(value)}` : f.decimal(value));
  const texts = (of: { readonly difference: number; readonly low: number; readonly high: number }) => ({ difference: signed(of.difference), low: signed(of.low), high: signed(of.high) });
  const isFree = exclusionCost !== null && [exclusionCost.rocAuc, exclusionCost.brier].every(({ low, high }) => low <= 0 && high >= 0);
  return (
    <Card title={t('exclusionTitle')} description={excluded.length === 0 ? t('exclusionNone') : t('exclusionText', { columns: excluded.map(nameOf).join(', ') })}>
      {exclusionCost !== null && (
        <div className="grid gap-1 text-sm">
          <h3 className="font-medium">{t('exclusionCost')}</h3>
          <p className="tabular-nums">{t('exclusionRoc', texts(exclusionCost.rocAuc))}</p>
          <p className="tabular-nums">{t('exclusionBrier', texts(exclusionCost.brier))}</p>
          {isFree && <p className="text-good">{t('exclusionFree')}</p>}
        </div>
      )}
    </Card>
  );
}

function History({ model: { history } }: { readonly model: ChurnModelReport }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const modelName = useModelName();
  return (
    <Card title={t('historyTitle')} description={t('historyText')} isFlush>
      <Table
        caption={t('historyTitle')}
        rows={history}
        rowKey={({ runId }) => runId}
        isEmphasized={({ isServed }) => isServed}
        columns={[
          {
            id: 'trained',
            header: t('trained'),
            cell: ({ runId, trainedAt, isServed }) => (
              <Link href={`/training/${runId}`} className="inline-flex items-center gap-2 hover:text-accent-ink">
                {f.instant(trainedAt)}
                {isServed && <Badge tone="good">{t('served')}</Badge>}
              </Link>
            ),
          },
          { id: 'until', header: t('until'), isSecondary: true, cell: ({ dataUntil }) => f.date(dataUntil) },
          { id: 'method', header: t('method'), isSecondary: true, cell: ({ champion }) => modelName(champion) },
          { id: 'roc', header: t('rocAuc'), align: 'end', cell: ({ rocAuc }) => f.decimal(rocAuc) },
          { id: 'brier', header: t('brier'), align: 'end', isSecondary: true, cell: ({ brier }) => f.decimal(brier) },
          { id: 'rate', header: t('churnRate'), align: 'end', isSecondary: true, cell: ({ churnRate }) => f.percentWhole(churnRate) },
          {
            id: 'outcome',
            header: t('outcome'),
            align: 'end',
            cell: ({ outcome }) => (outcome === null ? <span className="text-ink-faint">{t('outcomePending')}</span> : t('outcomeText', { left: f.integer(outcome.left), customers: f.integer(outcome.customers), predicted: f.integer(outcome.predicted), rocAuc: f.decimal(outcome.rocAuc) })),
          },
        ]}
      />
    </Card>
  );
}
