import type { CampaignReason, CampaignRemoved, CampaignResult, CampaignSummary, Estimate } from '@almanac/data/contract';
import type { Tone } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useReasonText } from '../churn/names';

export const verdictTone: Record<CampaignResult['verdict'], Tone> = { not_sent: 'neutral', no_holdout: 'warn', waiting: 'neutral', too_early: 'accent', unclear: 'neutral', more: 'good', fewer: 'bad' };

/** Why a customer is on the list, as a sentence. */
export function useCampaignReason(): (reason: CampaignReason) => string {
  const t = useTranslations('campaigns.reason');
  const f = useFormatters();
  const churnText = useReasonText();
  const unknown = { usualGap: null, daysSinceOrder: null };
  return (reason) => {
    if (reason.kind === 'churn') return reason.reasons.length === 0 ? t('risk') : reason.reasons.map((one) => churnText(one, unknown)).join(' · ');
    if (reason.kind === 'new') return reason.products.length === 0 ? t('similar') : t('bought', { products: f.list(reason.products) });
    return t(reason.kind);
  };
}

/** "12 opted out", one part a reason. */
export function useRemovedList(): (removed: readonly CampaignRemoved[]) => string {
  const t = useTranslations('campaigns.removed');
  const f = useFormatters();
  return (removed) => f.list(removed.map(({ reason, count }) => t(reason, { count: f.integer(count) })));
}

/** Ends of an interval, "−1.2 to 3.4". */
export function useRange(): (estimate: Estimate, format: (value: number) => string) => string {
  const t = useTranslations('campaigns');
  return ({ lower, upper }, format) => t('range', { lower: format(lower), upper: format(upper) });
}

/** Percentage points of a difference of shares. */
export function usePoints(): (share: number) => string {
  const f = useFormatters();
  return (share) => f.quantity(Math.round(share * 1000) / 10);
}

/** What a campaign is about: its product, or keeping customers, and whom it was narrowed to. */
export function useSubject(): (campaign: Pick<CampaignSummary, 'origin' | 'product' | 'segment' | 'country'>) => string {
  const t = useTranslations('campaigns');
  return ({ origin, product, segment, country }) => [origin === 'churn' ? t('keepCustomers') : (product?.name ?? t('productGone')), segment, country].filter(Boolean).join(' · ');
}
