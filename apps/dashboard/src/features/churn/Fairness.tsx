'use client';
import type { ChurnRunFacts } from '@almanac/data/contract';
import { Card, Segmented, Table } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { ModelView } from './churn-view';
import { useColumnName } from './names';

/** How the scores treat the groups of a column: chances, and errors at the line in force. */
export function Fairness({ run }: { readonly run: ChurnRunFacts }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const trpc = useTRPC();
  const nameOf = useColumnName();
  const [view, setView] = useView(ModelView);
  const { data } = useSuspenseQuery(trpc.churn.fairness.queryOptions());
  const shown = data.find(({ column }) => column === view.group) ?? data[0];
  if (shown === undefined) {
    return (
      <Card title={t('fairnessTitle')}>
        <p className="text-sm text-ink-faint">{t('fairnessNone')}</p>
      </Card>
    );
  }
  const { column, groups, isUsed, selectionRatio, calibrationGap } = shown;
  return (
    <Card
      title={t('fairnessTitle')}
      description={`${t('fairnessText', { threshold: f.percentWhole(run.threshold), column: nameOf(column) })}. ${t(isUsed ? 'fairnessUsed' : 'fairnessUnused')}`}
      actions={data.length > 1 && <Segmented label={t('column')} value={column} onChange={(group) => setView({ group })} options={data.map((one) => ({ value: one.column, label: nameOf(one.column) }))} />}
      isFlush
    >
      <div className="grid gap-1 px-4 pb-3 text-sm sm:px-5">
        {calibrationGap !== null && <p className={calibrationGap === 0 ? 'text-good' : 'text-warn'}>{calibrationGap === 0 ? t('fairnessFine') : t('fairnessOff', { gap: f.percent(calibrationGap) })}</p>}
        {selectionRatio !== null && <p className="text-ink-soft">{t('fairnessRatio', { ratio: f.percentWhole(selectionRatio) })}</p>}
      </div>
      <Table
        caption={t('fairnessTitle')}
        rows={groups}
        rowKey={({ group }) => group}
        columns={[
          { id: 'group', header: t('groupName'), cell: ({ group }) => <span className="font-medium">{group}</span> },
          { id: 'customers', header: t('count'), align: 'end', cell: ({ customers }) => f.integer(customers) },
          { id: 'said', header: t('predicted'), align: 'end', cell: ({ meanProbability }) => f.percent(meanProbability) },
          { id: 'left', header: t('observed'), align: 'end', cell: ({ churnRate }) => f.percent(churnRate.rate) },
          { id: 'above', header: t('contacted'), align: 'end', isSecondary: true, cell: ({ selectionRate }) => f.percent(selectionRate.rate) },
          { id: 'found', header: t('truePositive'), align: 'end', isSecondary: true, cell: ({ truePositiveRate }) => f.percent(truePositiveRate.rate) },
          { id: 'vain', header: t('falsePositive'), align: 'end', isSecondary: true, cell: ({ falsePositiveRate }) => f.percent(falsePositiveRate.rate) },
          { id: 'roc', header: t('rocAuc'), align: 'end', isSecondary: true, cell: ({ rocAuc }) => f.decimal(rocAuc) },
        ]}
      />
    </Card>
  );
}
