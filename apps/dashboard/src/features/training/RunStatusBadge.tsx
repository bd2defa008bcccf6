'use client';
import type { RunStatus } from '@almanac/data/contract';
import { Badge, type Tone } from '@almanac/ui';
import { useTranslations } from 'use-intl';

const tones: Record<RunStatus, Tone> = { queued: 'neutral', running: 'accent', succeeded: 'good', failed: 'bad', cancelled: 'neutral' };

export function RunStatusBadge({ status }: { readonly status: RunStatus }) {
  const t = useTranslations('runStatus');
  return (
    <Badge tone={tones[status]} hasDot>
      {t(status)}
    </Badge>
  );
}
