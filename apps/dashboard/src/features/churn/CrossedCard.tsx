'use client';
import type { ChurnOverview } from '@almanac/data/contract';
import { Button, Card } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { customerPath } from './churn-view';

/** Valuable customers whom the run before saw below the line. */
export function CrossedCard({ overview: { crossed, headline }, onShowAll }: { readonly overview: ChurnOverview; readonly onShowAll: () => void }) {
  const t = useTranslations('churn.crossed');
  const f = useFormatters();
  if (crossed.length === 0) return null;
  return (
    <Card title={t('title')} description={t('text')} isFlush actions={headline.crossed > crossed.length && <Button onClick={onShowAll}>{t('all', { count: headline.crossed })}</Button>}>
      <ul className="border-t border-line">
        {crossed.map(({ id, name, code, previousProbability, probability, valueAtRiskMinor }) => (
          <li key={id} className="border-b border-line last:border-b-0">
            <Link href={customerPath(id)} className="flex items-center gap-3 px-4 py-2 text-sm hover:bg-canvas sm:px-5">
              <span className="min-w-0 flex-1 truncate font-medium">{name ?? code}</span>
              <span className="whitespace-nowrap text-ink-soft tabular-nums">{t('from', { before: f.percentWhole(previousProbability), now: f.percentWhole(probability) })}</span>
              <span className="w-20 text-right whitespace-nowrap tabular-nums">{f.moneyWhole(valueAtRiskMinor)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
