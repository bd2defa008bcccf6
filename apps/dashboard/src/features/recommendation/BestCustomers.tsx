'use client';
import { Button, Card, Table } from '@almanac/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { customerPath } from './recommendation-view';

const FIRST_CUSTOMERS = 6;

/** Customers who may be written to, the most promising first. */
export function BestCustomers({ responseDays }: { readonly responseDays: number }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.recommendation.customers.queryOptions({ contactable: true, limit: FIRST_CUSTOMERS }));
  return (
    <Card
      title={t('customersToContact')}
      description={t('customersToContactText', { days: responseDays })}
      isFlush
      actions={
        <Button asChild variant="ghost">
          <Link href="/recommendations/customers?contactable=true">{t('allCustomers')}</Link>
        </Button>
      }
    >
      <Table
        caption={t('customersToContact')}
        rows={data?.items ?? []}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: (row) => (
              <Link href={customerPath(row.id)} className="block min-w-28 rounded-sm hover:text-accent-ink">
                <span className="block font-medium">{row.name ?? row.code}</span>
                <span className="block text-xs text-ink-faint">{[row.segment, row.country].filter(Boolean).join(' · ')}</span>
              </Link>
            ),
          },
          { id: 'best', header: t('tellAbout'), cell: (row) => <span className="text-ink-soft">{row.best[0]?.name ?? '—'}</span> },
          { id: 'value', header: t('expectedRevenue'), align: 'end', cell: (row) => f.moneyWhole(row.valueMinor) },
        ]}
      />
    </Card>
  );
}
