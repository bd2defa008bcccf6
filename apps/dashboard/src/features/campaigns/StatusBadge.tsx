'use client';
import type { CampaignSummary } from '@almanac/data/contract';
import { Badge } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

/** Planned, overdue, sent or cancelled. */
export function StatusBadge({ campaign: { status, dueOn } }: { readonly campaign: Pick<CampaignSummary, 'status' | 'dueOn'> }) {
  const t = useTranslations('campaigns.statuses');
  const f = useFormatters();
  if (status === 'planned' && dueOn < f.isoDate(new Date())) return <Badge tone="warn">{t('overdue')}</Badge>;
  return <Badge tone={status === 'sent' ? 'accent' : status === 'planned' ? 'neutral' : 'bad'}>{t(status)}</Badge>;
}
