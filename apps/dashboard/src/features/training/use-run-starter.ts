import type { TrainingRun } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

/** Who started a run, or why it started by itself. */
export function useRunStarter(): (run: Pick<TrainingRun, 'requestedBy' | 'cause'>) => string {
  const t = useTranslations();
  const f = useFormatters();
  return ({ requestedBy, cause }) => {
    if (requestedBy !== null) return requestedBy;
    if (cause?.kind !== 'drift') return t('training.causes.night');
    return t('training.causes.drift', { feature: t(`monitoring.features.${cause.feature}`), index: f.ratio(cause.index) });
  };
}
