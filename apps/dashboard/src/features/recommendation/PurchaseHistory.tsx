'use client';
import type { CustomerHistory } from '@almanac/data/contract';
import { Badge, Button, Card, EmptyState, RotateCcwIcon, ShoppingCartIcon, Table } from '@almanac/ui';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { productPath } from './recommendation-view';

const FIRST_PURCHASES = 12;
const FIRST_DUE = 8;

/** What a customer bought, and what of it runs out and is due again. */
export function PurchaseHistory({ history }: { readonly history: CustomerHistory }) {
  const t = useTranslations('recommendations.history');
  const f = useFormatters();
  const [isWhole, setIsWhole] = useState(false);
  const { purchases, due } = history;
  const today = f.isoDate(new Date());
  const shown = isWhole ? purchases : purchases.slice(0, FIRST_PURCHASES);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Card title={t('bought')} description={t('boughtText')} isFlush>
        {purchases.length === 0 ? (
          <EmptyState icon={<ShoppingCartIcon />} title={t('nothing')} description={t('nothingText')} />
        ) : (
          <>
            <Table
              caption={t('bought')}
              rows={shown}
              rowKey={({ productId }) => String(productId)}
              columns={[
                { id: 'product', header: t('product'), cell: (row) => <ProductName {...row} detail={[row.code, row.category].filter(Boolean).join(' · ')} /> },
                { id: 'purchases', header: t('purchases'), align: 'end', cell: (row) => f.integer(row.purchases) },
                { id: 'quantity', header: t('quantity'), align: 'end', isSecondary: true, cell: (row) => f.quantity(row.quantity) },
                { id: 'revenue', header: t('spent'), align: 'end', isSecondary: true, cell: (row) => f.moneyCents(row.revenueMinor) },
                { id: 'last', header: t('last'), align: 'end', cell: (row) => <span className="whitespace-nowrap">{f.date(row.lastBoughtOn)}</span> },
              ]}
            />
            {shown.length < purchases.length && (
              <div className="flex justify-center border-t border-line py-3">
                <Button onClick={() => setIsWhole(true)}>{t('showAll', { count: purchases.length })}</Button>
              </div>
            )}
          </>
        )}
      </Card>
      <Card title={t('due')} description={t('dueText')} isFlush>
        {due.length === 0 ? (
          <EmptyState icon={<RotateCcwIcon />} title={t('nothingDue')} />
        ) : (
          <Table
            caption={t('due')}
            rows={due.slice(0, FIRST_DUE)}
            rowKey={({ productId }) => String(productId)}
            columns={[
              { id: 'product', header: t('product'), cell: (row) => <ProductName {...row} detail={t('every', { count: row.intervalDays })} /> },
              {
                id: 'due',
                header: t('dueOn'),
                align: 'end',
                cell: (row) => (
                  <span className="inline-flex flex-wrap items-center justify-end gap-1.5 whitespace-nowrap">
                    {row.dueOn <= today && <Badge tone="warn">{t(row.dueOn < today ? 'overdue' : 'dueNow')}</Badge>}
                    {f.date(row.dueOn)}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Card>
    </div>
  );
}

function ProductName({ productId, name, detail }: { readonly productId: number; readonly name: string; readonly detail: string }) {
  return (
    <Link href={productPath(productId)} className="block min-w-32 rounded-sm hover:text-accent-ink">
      <span className="block font-medium">{name}</span>
      <span className="block text-xs text-ink-faint">{detail}</span>
    </Link>
  );
}
