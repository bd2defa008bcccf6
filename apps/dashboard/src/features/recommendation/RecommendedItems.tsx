'use client';
import type { RecommendationSource } from '@almanac/data/contract';
import { Badge, Table } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Outputs } from '../../platform/trpc-client';
import { productPath } from './recommendation-view';
import { useRange, useReasonText } from './use-words';

type RecommendedItemsProps = {
  readonly items: Outputs['recommendation']['customer']['items'];
  readonly whose: { readonly source: RecommendationSource; readonly segment: string | null; readonly country: string | null };
  readonly responseDays: number;
};

const tones = { new: 'accent', again: 'good', popular: 'neutral' } as const;

/** A customer's list, best first, each product with its reason in words. */
export function RecommendedItems({ items, whose, responseDays }: RecommendedItemsProps) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const range = useRange();
  const reasonText = useReasonText();
  return (
    <Table
      caption={t('items.title')}
      rows={items}
      rowKey={({ productId }) => String(productId)}
      columns={[
        {
          id: 'product',
          header: t('product'),
          cell: (row) => (
            <span className="block min-w-40 py-1">
              <span className="flex flex-wrap items-center gap-x-2">
                <Link href={productPath(row.productId)} className="rounded-sm font-medium hover:text-accent-ink">
                  {row.name}
                </Link>
                <Badge tone={tones[row.kind]}>{t(`kinds.${row.kind}`)}</Badge>
              </span>
              <span className="block text-ink-soft">{reasonText(row, whose)}</span>
            </span>
          ),
        },
        { id: 'category', header: t('category'), isSecondary: true, cell: (row) => <span className="text-ink-soft">{row.category}</span> },
        { id: 'stock', header: t('inStock'), align: 'end', isSecondary: true, cell: (row) => f.quantity(row.onHand) },
        { id: 'chance', header: t('chanceIn', { days: responseDays }), align: 'end', isSecondary: true, cell: (row) => f.percent(row.probability) },
        {
          id: 'revenue',
          header: t('expectedRevenue'),
          align: 'end',
          cell: (row) =>
            row.expectedRevenueMinor === null ? (
              '—'
            ) : (
              <span className="whitespace-nowrap">
                <span className="block font-medium">{f.moneyCents(row.expectedRevenueMinor.mean)}</span>
                <span className="block text-xs text-ink-faint">{range(row.expectedRevenueMinor, f.moneyCents)}</span>
              </span>
            ),
        },
      ]}
    />
  );
}
