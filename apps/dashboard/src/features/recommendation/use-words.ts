'use client';
import type { Estimate, RecommendationKind, RecommendationReason, RecommendationSource, Removed } from '@almanac/data/contract';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

type Reasoned = { readonly kind: RecommendationKind; readonly reasons: readonly RecommendationReason[]; readonly dueOn?: string | null };
type Whose = { readonly source: RecommendationSource; readonly segment: string | null; readonly country: string | null };

/** Why a product stands in somebody's list, as a sentence. */
export function useReasonText(): (item: Reasoned, whose?: Whose) => string {
  const t = useTranslations('recommendations.reason');
  const f = useFormatters();
  return ({ kind, reasons, dueOn }, whose) => {
    switch (kind) {
      case 'again':
        if (dueOn == null) return t('again');
        return t(dueOn < f.isoDate(new Date()) ? 'againLate' : 'againDue', { date: f.date(dueOn) });
      case 'popular':
        if (whose?.source === 'segment' && whose.segment !== null) return t('popularSegment', { segment: whose.segment });
        if (whose?.source === 'country' && whose.country !== null) return t('popularCountry', { country: whose.country });
        return t('popularEveryone');
      case 'new':
        return reasons.length === 0 ? t('similar') : t('bought', { products: f.list(reasons.map(({ name }) => name)) });
    }
  };
}

/** "12 × out of stock", the most frequent first. */
export function useRemovedText(): (removed: readonly Removed[]) => string {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  return (removed) => f.list(removed.map(({ reason, count }) => t('removedCount', { count: f.integer(count), reason: t(`removedReasons.${reason}`) })));
}

/** "€3 to €6", from an expectation's interval. */
export function useRange(): (estimate: Estimate, format: (value: number) => string) => string {
  const t = useTranslations('recommendations');
  return ({ lower, upper }, format) => t('range', { lower: format(lower), upper: format(upper) });
}
