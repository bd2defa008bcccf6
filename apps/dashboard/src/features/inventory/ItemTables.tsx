'use client';
import type { InventoryDetail } from '@almanac/data/contract';
import { Badge, Card, Table, type TableColumn } from '@almanac/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { OrderStatusBadge } from '../orders';
import { hrefOf } from './inventory-view';
import { decisionTone } from './names';

/** Who buys it, what was ordered, where else it lies, and what was decided. */
export function ItemTables({ detail: { item, customers, customerOrders, orders, elsewhere, decisions } }: { readonly detail: InventoryDetail }) {
  const t = useTranslations();
  const f = useFormatters();
  const day = (date: string | null) => <span className="whitespace-nowrap">{date === null ? '—' : f.date(date)}</span>;
  const end = <Row,>(id: string, header: string, cell: (row: Row) => ReactNode, isSecondary = false): TableColumn<Row> => ({ id, header, align: 'end', isSecondary, cell });
  const part = <Row,>(title: string, description: string | undefined, empty: string, rows: readonly Row[], rowKey: (row: Row) => string, columns: readonly TableColumn<Row>[]) => (
    <Card title={title} description={description} isFlush>
      {rows.length === 0 ? <p className="px-4 pb-4 text-sm text-ink-faint sm:px-5">{empty}</p> : <Table caption={title} rows={rows} rowKey={rowKey} columns={columns} />}
    </Card>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
      {part(t('inventory.item.ordersTitle'), undefined, t('inventory.item.noOrders'), orders, ({ orderId }) => String(orderId), [
        { id: 'code', header: t('orders.code'), cell: (row) => <Link href={`/orders/${row.orderId}`} className="rounded-sm hover:text-accent-ink"><span className="block font-medium whitespace-nowrap">{row.code}</span><span className="block text-xs text-ink-faint">{f.date(row.orderedOn)}</span></Link> },
        { id: 'status', header: t('orders.status'), cell: (row) => <OrderStatusBadge status={row.status} /> },
        { id: 'expectedOn', header: t('orders.expectedOn'), isSecondary: true, cell: (row) => day(row.receivedOn ?? row.expectedOn) },
        end('quantity', t('orders.quantity'), (row) => f.quantity(row.quantity)),
        end('received', t('orders.received'), (row) => f.quantity(row.receivedQuantity)),
      ])}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {part(t('inventory.item.elsewhereTitle'), t('inventory.item.elsewhereText'), t('inventory.item.noElsewhere'), elsewhere, ({ locationId }) => String(locationId), [
          { id: 'location', header: t('terms.location'), cell: (row) => <Link href={hrefOf({ productId: item.productId, locationId: row.locationId })} className="font-medium hover:text-accent-ink">{row.location}</Link> },
          end('onHand', t('inventory.terms.stock'), (row) => f.quantity(row.onHand)),
          end('onOrder', t('inventory.terms.onOrder'), (row) => f.quantity(row.onOrder), true),
          end('spare', t('inventory.item.spare'), (row) => f.quantity(row.spare)),
          end('needed', t('inventory.item.needed'), (row) => f.quantity(row.needed)),
        ])}
        {part(t('inventory.item.customersTitle'), t('inventory.item.customersText'), t('inventory.item.noCustomers'), customers, ({ customerId }) => String(customerId), [
          { id: 'customer', header: t('inventory.item.customer'), cell: (row) => row.name ?? row.code },
          end('quantity', t('inventory.item.bought'), (row) => f.quantity(row.quantity)),
          end('share', t('inventory.item.share'), (row) => f.percentWhole(row.share)),
          end('lastOn', t('inventory.item.lastOn'), (row) => day(row.lastOn), true),
        ])}
        {customerOrders.length > 0 &&
          part(t('inventory.item.waiting'), undefined, '', customerOrders, ({ code, dueOn }) => `${code} ${dueOn}`, [
            { id: 'customer', header: t('inventory.item.customer'), cell: (row) => row.customer ?? row.code },
            { id: 'code', header: t('orders.code'), isSecondary: true, cell: (row) => row.code },
            end('quantity', t('inventory.terms.quantity'), (row) => f.quantity(row.quantity)),
            end('dueOn', t('inventory.item.dueOn'), (row) => day(row.dueOn)),
          ])}
        {part(t('inventory.item.historyTitle'), undefined, t('inventory.item.noHistory'), decisions, ({ at, decision }) => `${at.getTime()} ${decision}`, [
          {
            id: 'decision',
            header: t('inventory.terms.decision'),
            cell: (row) => (
              <span className="flex flex-wrap items-center gap-1.5">
                <Badge tone={decisionTone[row.decision]}>{t(`inventory.decisions.${row.decision}`)}</Badge>
                {row.isUndone && <span className="text-xs text-ink-faint">{t('inventory.item.undoneMark')}</span>}
                {row.reason && <span className="text-xs text-ink-faint">{t(`inventory.rejectReasons.${row.reason}`)}</span>}
              </span>
            ),
          },
          end('quantity', t('inventory.terms.quantity'), (row) => `${f.quantity(row.quantity ?? row.suggestedQuantity)} / ${f.quantity(row.suggestedQuantity)}`),
          { id: 'who', header: t('inventory.item.who'), cell: (row) => <><span className="block">{row.author}</span><span className="block text-xs text-ink-faint">{f.instant(row.at)}</span></> },
        ])}
      </div>
    </div>
  );
}
