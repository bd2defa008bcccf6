import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Outputs } from '../../platform/trpc-client';

export type Hierarchy = NonNullable<Outputs['forecasting']['hierarchy']>;
export type AggregateName = Hierarchy['path'][number];

/** What an aggregate is called; within a category or a location only what it adds to that. */
export function useAggregateName() {
  const t = useTranslations('hierarchy');
  return useCallback(
    ({ level, category, location, product }: AggregateName, within?: AggregateName['level']): string => {
      const categoryName = category ?? t('noCategory');
      switch (level) {
        case 'total':
          return t('total');
        case 'category':
          return categoryName;
        case 'location':
          return location ?? '—';
        case 'product':
          return product ?? '—';
        case 'category_location':
          if (within === 'category') return location ?? '—';
          return within === 'location' ? categoryName : t('inLocation', { category: categoryName, location: location ?? '—' });
      }
    },
    [t],
  );
}
