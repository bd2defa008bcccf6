'use client';
import type { ImportStatus } from '@almanac/data/contract';
import { Badge } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { statusTones } from './import-status';

export function ImportStatusBadge({ status }: { readonly status: ImportStatus }) {
  const t = useTranslations('importStatus');
  return (
    <Badge tone={statusTones[status]} hasDot>
      {t(status)}
    </Badge>
  );
}
