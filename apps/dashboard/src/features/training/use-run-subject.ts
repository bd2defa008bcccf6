'use client';
import type { TrainingRun } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';

/** What a run is of, in words: weekly forecast, recommendations, churn. */
export function useRunSubject(): (run: TrainingRun) => string {
  const t = useTranslations();
  return (run) => (run.capability === 'forecast' ? t(`training.forecastOf.${run.frequency}`) : t(`training.capabilities.${run.capability}`));
}
