import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Models, classes and reasons have translations where we know them; a newer worker may know more, which are shown as they are. */
function useName(group: 'models' | 'seriesClasses' | 'reasons') {
  const t = useTranslations(group);
  return useCallback(
    (id: string) => {
      const key = id.replaceAll(/[^A-Za-z0-9_-]/g, '_') as Parameters<typeof t>[0];
      return t.has(key) ? t(key) : id;
    },
    [t],
  );
}

export const useModelName = () => useName('models');
export const useSeriesClassName = () => useName('seriesClasses');
export const useReason = () => useName('reasons');
