'use client';
import type { ChurnCalibrationBin } from '@almanac/data/contract';
import { Card, CurveChart, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

/** What was said beside what came, by tenths of the chance. */
export function Calibration({ bins }: { readonly bins: readonly ChurnCalibrationBin[] }) {
  const t = useTranslations('churn.model');
  const f = useFormatters();
  const numbered = bins.map((bin, k) => ({ ...bin, number: k + 1 }));
  return (
    <Card title={t('calibrationTitle')} description={t('calibrationText')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[2fr_3fr]">
        <CurveChart
          description={t('calibrationDescription')}
          curve={numbered.map(({ predicted, observed, number }) => ({ x: predicted, y: observed, label: `${t('group')} ${number}` }))}
          curveName={t('came')}
          others={numbered.map(({ predicted, number }) => ({ id: String(number), name: t('said'), color: 'muted' as const, x: predicted, y: predicted })).slice(-1)}
          xLabel={t('saidX')}
          yLabel={t('cameY')}
          formatX={f.percentWhole}
          formatY={f.percentWhole}
          height={260}
        />
        <Table
          caption={t('calibrationTitle')}
          rows={numbered}
          rowKey={({ number }) => String(number)}
          columns={[
            { id: 'group', header: t('group'), cell: ({ number }) => number },
            { id: 'count', header: t('count'), align: 'end', isSecondary: true, cell: ({ count }) => f.integer(count) },
            { id: 'said', header: t('said'), align: 'end', cell: ({ predicted }) => f.percent(predicted) },
            { id: 'came', header: t('came'), align: 'end', cell: ({ observed }) => f.percent(observed) },
            { id: 'interval', header: t('interval'), align: 'end', cell: ({ lower, upper }) => <span className="text-ink-faint">{`${f.percentWhole(lower)}–${f.percentWhole(upper)}`}</span> },
          ]}
        />
      </div>
    </Card>
  );
}
