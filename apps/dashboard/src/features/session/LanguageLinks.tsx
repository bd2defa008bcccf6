'use client';
import { Segmented } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { Locale } from '../../platform/locale';
import { usePreferences } from '../shell/preferences';

export function LanguageLinks() {
  const t = useTranslations();
  const { locale, setLocale } = usePreferences();
  return <Segmented label={t('settings.language')} value={locale} onChange={setLocale} options={Locale.options.map((value) => ({ value, label: t(`languages.${value}`) }))} />;
}
