'use client';
import { CommandPalette, LanguagesIcon, PackageSearchIcon, SunIcon } from '@almanac/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Locale } from '../../platform/locale';
import { useTRPC } from '../../platform/trpc-client';
import { pages } from './navigation';
import { themes, usePreferences } from './preferences';

type CommandMenuProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** Ctrl-K: every page, product and preference by name. */
export function CommandMenu({ isOpen, onOpenChange }: CommandMenuProps) {
  const t = useTranslations();
  const router = useRouter();
  const trpc = useTRPC();
  const { setLocale, setTheme } = usePreferences();
  const [query, setQuery] = useState('');
  const search = useDeferredValue(query.trim());
  const { data } = useQuery(trpc.forecasting.list.queryOptions({ q: search, sort: 'forecast', dir: 'desc', limit: 8 }, { enabled: isOpen && search.length > 1, placeholderData: (previous) => previous }));

  useEffect(() => {
    const openOnShortcut = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onOpenChange(true);
    };
    window.addEventListener('keydown', openOnShortcut);
    return () => window.removeEventListener('keydown', openOnShortcut);
  }, [onOpenChange]);

  const openChange = (next: boolean) => {
    onOpenChange(next);
    if (!next) setQuery('');
  };
  const found = {
    heading: t('shell.products'),
    items: (search.length > 1 ? (data?.items ?? []) : []).map((item) => ({
      id: `series-${item.seriesId}`,
      icon: <PackageSearchIcon aria-hidden />,
      label: item.productName,
      detail: `${item.productCode} · ${item.location}`,
      onRun: () => router.push(`/forecasts/${item.seriesId}`),
    })),
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
