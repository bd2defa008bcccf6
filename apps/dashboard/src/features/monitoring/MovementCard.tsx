import type { DemandFeature, Movement, PurchaseFeature } from '@almanac/data/contract';
import { Badge, Card, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

const tones = { stable: 'good', moderate: 'warn', shifted: 'bad' } as const;

/** Whether what was learnt from still holds: the days since, against as many before. */
export function MovementCard({ movement, daysToWait }: { readonly movement: Movement<DemandFeature | PurchaseFeature> | null; readonly daysToWait: number }) {
  const t = useTranslations('monitoring');
  const f = useFormatters();
  return (
    <Card title={t('movementTitle')} description={movement === null ? undefined : t('movementText', { since: f.dateRange(movement.since.from, movement.since.to), before: f.dateRange(movement.before.from, movement.before.to) })} isFlush={movement !== null}>
      {movement === null ? (
        <p className="text-sm text-ink-faint">{t('movementWait', { days: daysToWait })}</p>
      ) : (
        <>
          <Table
            caption={t('movementTitle')}
            rows={movement.features}
            rowKey={({ feature }) => feature}
            columns={[
              { id: 'feature', header: t('feature'), cell: ({ feature }) => t(`features.${feature}`) },
              { id: 'index', header: t('index'), align: 'end', cell: ({ index }) => f.ratio(index) },
              { id: 'level', header: t('level'), align: 'end', cell: ({ level }) => <Badge tone={tones[level]}>{t(`levels.${level}`)}</Badge> },
            ]}
          />
          <p className="px-4 py-3 text-xs text-ink-faint sm:px-5">{t('indexHelp')}</p>
        </>
      )}
    </Card>
  );
}
