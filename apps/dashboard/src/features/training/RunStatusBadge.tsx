'use client';
import { Badge, type Tone } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import type { RunProgress } from './use-run-progress';

const tones: Record<RunProgress['status'], Tone> = { queued: 'neutral', running: 'accent', succeeded: 'good', failed: 'bad', cancelled: 'neutral' };

export function RunStatusBadge({ status }: { readonly status: RunProgress['status'] }) {
  const t = useTranslations('runStatus');
  return (
    <Badge tone={tones[status]} hasDot>
      {t(status)}
    </Badge>
  );
}
