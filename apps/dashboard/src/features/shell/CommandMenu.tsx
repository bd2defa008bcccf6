'use client';
import { CommandPalette, LanguagesIcon, SunIcon } from '@almanac/ui';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Locale } from '../../platform/locale';
import { pages } from './navigation';
import { themes, usePreferences } from './preferences';
import { useFound } from './use-found';

type CommandMenuProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** Every page, product, order, campaign, customer and preference by name. */
export default function CommandMenu({ isOpen, onOpenChange }: CommandMenuProps) {
  const t = useTranslations();
  const router = useRouter();
  const { setLocale, setTheme } = usePreferences();
  const [query, setQuery] = useState('');
  const found = useFound(useDeferredValue(query.trim()), isOpen);
  const openChange = (next: boolean) => {
    onOpenChange(next);
    if (!next) setQuery('');
  };
  return (
    <CommandPalette
      isOpen={isOpen}
      onOpenChange={openChange}
      label={t('shell.search')}
      placeholder={t('shell.searchHint')}
      emptyText={t('shell.nothingFound')}
      query={query}
      onQueryChange={setQuery}
      found={found}
      groups={[
        { heading: t('shell.goTo'), items: pages.map(({ key, href, Icon }) => ({ id: href, icon: <Icon aria-hidden />, label: t(`shell.pages.${key}`), onRun: () => router.push(href) })) },
        {
          heading: t('shell.preferences'),
          items: [
            ...themes.map((theme) => ({ id: `theme-${theme}`, icon: <SunIcon aria-hidden />, label: t('shell.useTheme', { theme: t(`themes.${theme}`) }), onRun: () => setTheme(theme) })),
            ...Locale.options.map((locale) => ({ id: `locale-${locale}`, icon: <LanguagesIcon aria-hidden />, label: t(`languages.${locale}`), onRun: () => setLocale(locale) })),
          ],
        },
      ]}
    />
  );
}
