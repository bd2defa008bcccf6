'use client';
import type { ForecastFrequency } from '@almanac/data/contract';
import { Badge, Card, Delta, EmptyState, TrendingUpIcon } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { seriesPath } from '../forecasting/forecast-view';
import type { Outputs } from '../../platform/trpc-client';

type Overview = Outputs['overview']['get'];

/** Products whose demand is about to move, most units first, and the run that says so. */
export function ChangeList({ items, lastRun, frequency }: { readonly items: Overview['changes']; readonly lastRun: Overview['lastRun']; readonly frequency: ForecastFrequency }) {
  const t = useTranslations();
  const f = useFormatters();
  return (
    <Card title={t('overview.changesTitle')} description={t('overview.changesText')} isFlush>
      {items.length === 0 ? (
        <EmptyState icon={<TrendingUpIcon />} title={t('overview.noChanges')} />
      ) : (
        <ul className="border-t border-line">
          {items.map(({ kind, seriesId, params }) => (
            <li key={seriesId} className="border-b border-line last:border-b-0">
              <Link href={seriesPath(seriesId, frequency)} className="flex items-center justify-between gap-3 px-4 py-2 hover:bg-canvas sm:px-5">
                <span className="min-w-0">
                  <span className="block truncate text-sm font-medium">{params.product}</span>
                  <span className="block truncate text-xs text-ink-faint">{t('overview.changeDetail', { location: params.location, units: f.quantity(params.units) })}</span>
                </span>
                {kind === 'new_product' ? <Badge tone="accent">{t('overview.newProduct')}</Badge> : <Delta text={f.percentSigned(params.change)} direction={kind === 'demand_up' ? 1 : -1} />}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {lastRun && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-faint sm:px-5">
          {t('overview.lastRun')}{' '}
          <Link href={`/training/${lastRun.id}`} className="font-medium text-accent-ink underline-offset-2 hover:underline">
            {f.instant(lastRun.finishedAt)}
          </Link>{' '}
          · {t(`runStatus.${lastRun.status}`)}
        </p>
      )}
    </Card>
  );
}
