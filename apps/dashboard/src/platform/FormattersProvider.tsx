'use client';
import { createFormatters, type Formatters } from '@almanac/ui';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { useLocale } from 'use-intl';
import { languageTag } from './locale';

const FormattersContext = createContext<Formatters | null>(null);

type FormattersProviderProps = { readonly currency: string; readonly timeZone: string; readonly children: ReactNode };

export function FormattersProvider({ currency, timeZone, children }: FormattersProviderProps) {
  const locale = languageTag[useLocale()];
  const formatters = useMemo(() => createFormatters({ locale, currency, timeZone }), [locale, currency, timeZone]);
  return <FormattersContext value={formatters}>{children}</FormattersContext>;
}

export function useFormatters(): Formatters {
  const formatters = use(FormattersContext);
  if (formatters === null) throw new RangeError('useFormatters: there is no company here to format for');
  return formatters;
}
