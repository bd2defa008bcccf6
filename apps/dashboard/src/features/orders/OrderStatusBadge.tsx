'use client';
import type { PurchaseOrderStatus } from '@almanac/data/contract';
import { Badge, type Tone } from '@almanac/ui';
import { useTranslations } from 'use-intl';

const tones: Record<PurchaseOrderStatus, Tone> = { draft: 'neutral', sent: 'accent', partly_received: 'warn', received: 'good', cancelled: 'bad' };

export function OrderStatusBadge({ status }: { readonly status: PurchaseOrderStatus }) {
  const t = useTranslations('orders.statuses');
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
