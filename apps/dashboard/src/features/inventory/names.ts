import type { Decision, StockException, SuggestionReason } from '@almanac/data/contract';
import type { Tone } from '@almanac/ui';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

export const exceptionTone: Record<StockException, Tone> = { out_of_stock: 'bad', running_out: 'bad', order_due: 'warn', over_ordered: 'warn', excess: 'neutral', dead: 'neutral', ok: 'good' };
export const decisionTone: Record<Decision, Tone> = { open: 'neutral', approved: 'good', rejected: 'bad', ordered: 'accent' };

/** The sentence of a reason. Its figures are counted for plurals and written as the reader writes numbers (`…Text`). */
export function useReasonSentence() {
  const t = useTranslations('inventory.reason');
  const tBelow = useTranslations('inventory');
  const f = useFormatters();
  return useCallback(
    ({ code, params }: SuggestionReason) => {
      const key = code as Parameters<typeof t>[0];
      if (!t.has(key)) return code;
      const written = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'number' && !name.endsWith('Days') && name !== 'daysLeft' ? f.quantity(value) : value]));
      const daysLeft = Number(params.daysLeft ?? 0);
      const sentence = t(key, { ...written, daysLate: Math.max(0, -daysLeft), timing: daysLeft < -9000 ? 'none' : daysLeft < 0 ? 'late' : daysLeft === 0 ? 'today' : 'ahead' } as never);
      if (params.minimumOf === undefined) return sentence;
      const below = tBelow('reasonBelowMinimum', { supplier: String(params.minimumOf), minimum: f.moneyWhole(Number(params.minimumMinor)), missing: f.moneyWhole(Number(params.missingMinor)), days: Number(params.minimumInDays) });
      return `${sentence}${tBelow('sentenceGap')}${below}`;
    },
    [t, tBelow, f],
  );
}
