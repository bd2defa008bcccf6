'use client';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';
import { useLocale } from 'use-intl';
import { LOCALE_COOKIE, type Locale } from '../../platform/locale';

export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

const never = () => () => {};

/** Language and theme of this browser. The theme is known only in the browser, so it is `system` until then. */
export function usePreferences() {
  const router = useRouter();
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const isInBrowser = useSyncExternalStore(never, () => true, () => false);
  return {
    locale,
    theme: themes.find((known) => isInBrowser && known === theme) ?? 'system',
    setTheme: (next: Theme) => setTheme(next),
    setLocale: (next: Locale) => {
      document.cookie = `${LOCALE_COOKIE}=${next}; Path=/; Max-Age=31536000; SameSite=Lax`;
      router.refresh();
    },
  };
}
