'use client';
import type { ProductBundle } from '@almanac/data/contract';
import { Card, EmptyState, ShoppingCartIcon, Skeleton, Table } from '@almanac/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Fragment } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { productPath } from './recommendation-view';

/** Three or four products that are bought together, with what they cost and earn as a set. */
export default function Bundles() {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: bundles } = useQuery(trpc.recommendation.bundles.queryOptions());
  const marginOf = ({ priceMinor, costMinor }: ProductBundle) => (priceMinor === null || costMinor === null ? null : priceMinor - costMinor);
  if (bundles === undefined) return <Skeleton className="h-64" />;
  return (
    <Card title={t('bundles.title')} description={t('bundles.text')} isFlush>
      {bundles.length === 0 ? (
        <EmptyState icon={<ShoppingCartIcon />} title={t('bundles.none')} description={t('bundles.noneText')} />
      ) : (
        <Table
          caption={t('bundles.title')}
          rows={bundles}
          rowKey={({ products }) => products.map(({ id }) => id).join(' ')}
          columns={[
            {
              id: 'products',
              header: t('bundles.products'),
              cell: (row) => (
                <span className="block min-w-44 py-1">
                  {row.products.map(({ id, name }, index) => (
                    <Fragment key={id}>
                      {index > 0 && <span className="text-ink-faint"> + </span>}
                      <Link href={productPath(id)} className="rounded-sm font-medium hover:text-accent-ink">
                        {name}
                      </Link>
                    </Fragment>
                  ))}
                </span>
              ),
            },
            { id: 'baskets', header: t('together'), align: 'end', isSecondary: true, cell: (row) => t('pairs.baskets', { count: row.baskets }) },
            { id: 'lift', header: t('liftShort'), align: 'end', isSecondary: true, cell: (row) => t('times', { times: f.quantity(row.lift) }) },
            { id: 'price', header: t('bundles.price'), align: 'end', cell: (row) => f.moneyCents(row.priceMinor) },
            {
              id: 'margin',
              header: t('bundles.margin'),
              align: 'end',
              cell: (row) => {
                const margin = marginOf(row);
                return margin === null || row.priceMinor === null ? (
                  '—'
                ) : (
                  <span className="whitespace-nowrap">
                    <span className="block font-medium">{f.moneyCents(margin)}</span>
                    <span className="block text-xs text-ink-faint">{f.percentWhole(row.priceMinor === 0 ? null : margin / row.priceMinor)}</span>
                  </span>
                );
              },
            },
          ]}
        />
      )}
    </Card>
  );
}
