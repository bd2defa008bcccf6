'use client';
import { type ChurnSegment, RfmSegmentName } from '@almanac/data/contract';
import { Card, EmptyState, Table, UserRoundIcon } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { WithScores } from './WithScores';

/** Groups by recency, frequency and value, under names that people use. */
export function Segments() {
  return <WithScores>{() => <SegmentTable />}</WithScores>;
}

function SegmentTable() {
  const t = useTranslations('churn');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.churn.segments.queryOptions());
  const rows = [...data].sort((a, b) => RfmSegmentName.options.indexOf(a.rfm) - RfmSegmentName.options.indexOf(b.rfm));
  const all = rows.reduce((sum, { customers }) => sum + customers, 0);
  if (rows.length === 0) {
    return (
      <Card>
        <EmptyState icon={<UserRoundIcon />} title={t('segments.none')} description={t('segments.noneText')} />
      </Card>
    );
  }
  return (
    <Card title={t('segments.title')} description={t('segments.text')} isFlush>
      <Table
        caption={t('segments.title')}
        rows={rows}
        rowKey={({ rfm }) => rfm}
        columns={[
          {
            id: 'group',
            header: t('segments.group'),
            cell: ({ rfm }: ChurnSegment) => (
              <Link href={`/churn?rfm=${rfm}`} className="rounded-sm hover:text-accent-ink">
                <span className="block font-medium">{t(`rfm.${rfm}`)}</span>
                <span className="block text-xs text-ink-faint">{t(`rfmHelp.${rfm}`)}</span>
              </Link>
            ),
          },
          {
            id: 'customers',
            header: t('segments.customers'),
            align: 'end',
            cell: ({ customers }) => (
              <>
                {f.integer(customers)}
                <span className="block text-xs text-ink-faint">{f.percentWhole(customers / all)}</span>
              </>
            ),
          },
          { id: 'high', header: t('segments.highRisk'), align: 'end', cell: ({ highRisk }) => f.integer(highRisk) },
          { id: 'risk', header: t('segments.meanRisk'), align: 'end', isSecondary: true, cell: ({ meanProbability }) => f.percentWhole(meanProbability) },
          { id: 'last', header: t('segments.lastOrder'), align: 'end', isSecondary: true, cell: ({ medianDaysSinceOrder }) => f.integer(medianDaysSinceOrder) },
          { id: 'value', header: t('segments.expectedValue'), align: 'end', isSecondary: true, cell: ({ expectedValueMinor }) => f.moneyWhole(expectedValueMinor) },
          { id: 'atRisk', header: t('segments.valueAtRisk'), align: 'end', cell: ({ valueAtRiskMinor }) => f.moneyWhole(valueAtRiskMinor) },
        ]}
      />
    </Card>
  );
}
