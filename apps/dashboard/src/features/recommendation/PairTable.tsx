'use client';
import type { ProductPair } from '@almanac/data/contract';
import { Table } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { productPath } from './recommendation-view';

/** What sells together with one product, seen from it. */
export function PairTable({ caption, pairs, of }: { readonly caption: string; readonly pairs: readonly ProductPair[]; readonly of: number }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const seen = pairs.map((pair) => ({ ...pair, other: pair.a.id === of ? pair.b : pair.a, take: pair.a.id === of ? pair.confidenceAb : pair.confidenceBa }));
  return (
    <Table
      caption={caption}
      rows={seen}
      rowKey={({ other }) => String(other.id)}
      columns={[
        {
          id: 'product',
          header: t('product'),
          cell: ({ other }) => (
            <Link href={productPath(other.id)} className="block min-w-32 rounded-sm hover:text-accent-ink">
              <span className="block font-medium">{other.name}</span>
              <span className="block text-xs text-ink-faint">{[other.code, other.category].filter(Boolean).join(' · ')}</span>
            </Link>
          ),
        },
        { id: 'take', header: t('alsoTake'), align: 'end', cell: (row) => f.percent(row.take) },
        { id: 'baskets', header: t('together'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.baskets) },
        { id: 'lift', header: t('liftShort'), align: 'end', cell: (row) => t('times', { times: f.quantity(row.lift) }) },
      ]}
    />
  );
}
