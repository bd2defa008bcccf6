'use client';
import type { TransferStatus } from '@almanac/data/contract';
import { Badge, type Tone } from '@almanac/ui';
import { useTranslations } from 'use-intl';

const tones: Record<TransferStatus, Tone> = { draft: 'neutral', sent: 'accent', received: 'good', cancelled: 'bad' };

export function TransferStatusBadge({ status }: { readonly status: TransferStatus }) {
  const t = useTranslations('transfers.statuses');
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
