import type { ChurnAction, ChurnCustomer, ChurnReason, ChurnRisk } from '@almanac/data/contract';
import type { Tone } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

export const riskTone: Record<ChurnRisk, Tone> = { high: 'bad', watch: 'warn', low: 'good', lost: 'neutral' };
export const actionTone: Record<ChurnAction, Tone> = { write: 'accent', wait: 'good', leave: 'neutral', no_consent: 'neutral', win_back: 'warn' };

/** Name of a column: a feature of ours in words, a column of the customers file as it is called there. */
export function useColumnName() {
  const t = useTranslations('churn.features.names');
  return (feature: string) => {
    const key = feature as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : feature;
  };
}

const WITHIN = /^(orders|amount)(30|60|90|180)$/;

/** A reason as a sentence: "No order for 71 days; usual gap 23". Money of a reason is in whole units of the currency. */
export function useReasonText() {
  const t = useTranslations('churn.features');
  const f = useFormatters();
  const nameOf = useColumnName();
  return ({ feature, value }: ChurnReason, { usualGap, daysSinceOrder }: Pick<ChurnCustomer, 'usualGap' | 'daysSinceOrder'>) => {
    if (feature === 'weeklyActivity') return t('weeklyActivity');
    if (value === undefined) return t('unknown', { column: nameOf(feature) });
    if (typeof value === 'string') return t('attribute', { column: nameOf(feature), value });
    if (feature === 'recency' && usualGap !== null && daysSinceOrder !== null) return t('recencyWithGap', { days: f.integer(daysSinceOrder), gap: f.quantity(usualGap) });
    const [, kind, within] = WITHIN.exec(feature) ?? [];
    if (within !== undefined) return t(kind === 'orders' ? 'ordersWithin' : 'amountWithin', { count: f.quantity(value), money: f.moneyOfMajor(value), within });
    const key = feature as 'tenure';
    if (!t.has(key)) return t('attribute', { column: nameOf(feature), value: f.quantity(value) });
    return t(key, { days: f.quantity(value), count: f.quantity(value), money: f.moneyOfMajor(value), percent: f.percentWhole(value), times: f.quantity(value) } as never);
  };
}
