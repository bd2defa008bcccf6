import type { PolicyKind, PolicyValues, ServiceMeasure } from '@almanac/data/contract';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

export const policyFields = ['kind', 'measure', 'target', 'reviewPeriodDays', 'orderQuantity', 'shelfLifeDays'] as const;
export type PolicyField = (typeof policyFields)[number];

/** A rule's value as words. */
export function usePolicyText() {
  const t = useTranslations('inventory');
  const f = useFormatters();
  return useCallback(
    (field: PolicyField, value: PolicyValues[PolicyField]): string => {
      if (value === null || value === undefined) return t(field === 'orderQuantity' ? 'policy.automatic' : 'policy.unlimited');
      if (field === 'kind') return t(`policy.kinds.${value as PolicyKind}`);
      if (field === 'measure') return t(`policy.measures.${value as ServiceMeasure}`);
      if (field === 'target') return f.percent(Number(value));
      return field === 'orderQuantity' ? f.quantity(Number(value)) : t('days', { days: Number(value) });
    },
    [t, f],
  );
}
