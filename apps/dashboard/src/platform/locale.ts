import * as z from 'zod/mini';

export const Locale = z.enum(['en', 'zh']);
export type Locale = z.output<typeof Locale>;

export const LOCALE_COOKIE = 'almanac_locale';

/** The tag that `Intl` and the `lang` attribute are given. */
export const languageTag: Record<Locale, string> = { en: 'en', zh: 'zh-CN' };

/** The locale of a cookie, else the first language of `Accept-Language` that we speak, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = Locale.safeParse(cookie);
  if (chosen.success) return chosen.data;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...options] = entry.trim().split(';');
      const quality = options.map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1]).find((value) => value !== undefined);
      return { language: tag.toLowerCase().split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const spoken = Locale.safeParse(language);
    if (spoken.success) return spoken.data;
  }
  return 'en';
}
