import { Badge } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

/** When a run was trained, which leads to where it can be put to use or taken back. */
export function TrainedCell({ run: { runId, trainedAt, isServed } }: { readonly run: { readonly runId: string; readonly trainedAt: Date; readonly isServed: boolean } }) {
  const t = useTranslations('monitoring');
  const f = useFormatters();
  return (
    <Link href={`/training/${runId}`} className="inline-flex flex-wrap items-center gap-x-2 hover:text-accent-ink">
      {f.instant(trainedAt)}
      {isServed && <Badge tone="good">{t('served')}</Badge>}
    </Link>
  );
}
