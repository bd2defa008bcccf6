import type { TrainingRun } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

/** The measure a capability is known by, with its name. */
export function useQuality(): (run: TrainingRun) => string {
  const t = useTranslations('scores');
  const f = useFormatters();
  return (run) => {
    switch (run.capability) {
      case 'forecast':
        return named('WAPE', f.percent(run.scores.find(({ isChampion }) => isChampion)?.wape));
      case 'recommend':
        return named(t('hitRate'), f.percent(run.scores.find(({ isChampion }) => isChampion)?.hitRate10));
      case 'churn':
        return named('ROC AUC', f.decimal(run.scores.find(({ isChampion }) => isChampion)?.rocAuc));
    }
  };
}

const named = (measure: string, value: string) => (value === '—' ? value : `${measure} ${value}`);
