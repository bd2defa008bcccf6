'use client';
import type { ForecastFrequency } from '@almanac/data/contract';
import { Segmented } from '@almanac/ui';
import { useTranslations } from 'use-intl';

type FrequencySwitchProps = { readonly frequencies: readonly ForecastFrequency[]; readonly value: ForecastFrequency; readonly onChange: (frequency: ForecastFrequency) => void };

/** Weekly or daily forecasts, where a company has both. */
export function FrequencySwitch({ frequencies, value, onChange }: FrequencySwitchProps) {
  const t = useTranslations();
  if (frequencies.length < 2) return null;
  return <Segmented label={t('terms.frequency')} value={value} onChange={onChange} options={(['week', 'day'] as const).map((frequency) => ({ value: frequency, label: t(`frequency.${frequency}`) }))} />;
}
