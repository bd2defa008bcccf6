'use client';
import { mayActAs, type PurchaseOrderLine } from '@almanac/data/contract';
import { Button, Callout, Card, Confirm, icons, PageHeader, Table, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { ExportMenu, useUnitName } from '../forecasting';
import { mailtoOf, orderEmail } from './order-email';
import { OrderSheet } from './OrderSheet';
import { OrderStatusBadge } from './OrderStatusBadge';
import { ReceiveDialog } from './ReceiveDialog';

/** One order: on screen to work with, on paper as the sheet a supplier gets. */
export function OrderDetail({ orderId }: { readonly orderId: number }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const unitName = useUnitName();
  const [isReceiving, setIsReceiving] = useState(false);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data } = useSuspenseQuery(trpc.purchaseOrders.get.queryOptions({ orderId }));
  const { order, lines, supplierEmail } = data;
  const done = (message: string) => async () => {
    await Promise.all([queryClient.invalidateQueries({ queryKey: trpc.purchaseOrders.pathKey() }), queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() })]);
    toast.success(message);
  };
  const send = useMutation(trpc.purchaseOrders.send.mutationOptions({ onSuccess: done(t('orders.sent')) }));
  const cancel = useMutation(trpc.purchaseOrders.cancel.mutationOptions({ onSuccess: done(t('orders.cancelled')) }));
  const mayEdit = mayActAs(session.role, 'planner');
  const isOpen = order.status === 'draft' || order.status === 'sent' || order.status === 'partly_received';
  const supplier = order.supplier || t('orders.noSupplier');
  const unit = (name: string | null) => (name === null || unitName(name) === t('units.piece') ? t('orders.items') : unitName(name));
  const subject = t('orders.email.subject', { code: order.code, company: session.org.name });
  const email = orderEmail(data, {
    greeting: t('orders.email.greeting', { supplier }),
    intro: order.expectedOn === null ? t('orders.email.introNoDate', { location: order.location }) : t('orders.email.intro', { location: order.location, date: f.date(order.expectedOn) }),
    line: (line) => t('orders.email.line', line),
    total: t('orders.email.total', { amount: f.moneyCents(order.valueMinor), code: order.code }),
    close: t('orders.email.close'),
    unit,
    quantity: f.quantity,
  });
  const mailto = mailtoOf(supplierEmail ?? '', subject, email);
  const copy = async () => {
    await navigator.clipboard.writeText(`${subject}\n\n${email}`);
    toast.success(t('orders.copied'));
  };
  const open = (line: PurchaseOrderLine) => Math.max(0, line.quantity - line.receivedQuantity);
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 print:hidden">
        <PageHeader
          above={<BackLink href="/orders">{t('orders.title')}</BackLink>}
          title={order.code}
          description={
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span>{t('orders.facts', { supplier, location: order.location })}</span>
              <OrderStatusBadge status={order.status} />
            </span>
          }
          actions={
            <>
              <Button onClick={() => void copy()}>
                <icons.Copy aria-hidden />
                {t('orders.copyEmail')}
              </Button>
              {supplierEmail !== null && mailto !== undefined && (
                <Button asChild>
                  <a href={mailto}>{t('orders.openEmail')}</a>
                </Button>
              )}
              <ExportMenu name="purchase-order" search={`orderId=${orderId}`} />
              <Button size="icon" aria-label={t('actions.print')} onClick={() => window.print()}>
                <icons.Printer aria-hidden />
              </Button>
              {mayEdit && isOpen && (
                <>
                  <Confirm trigger={<Button variant="danger">{t('orders.cancel')}</Button>} title={t('orders.cancelTitle', { code: order.code })} description={t('orders.cancelText')} confirmLabel={t('orders.cancel')} cancelLabel={t('orders.keep')} onConfirm={() => cancel.mutate({ orderId })} />
                  <Button variant={order.status === 'draft' ? 'secondary' : 'primary'} onClick={() => setIsReceiving(true)}>
                    <icons.PackageCheck aria-hidden />
                    {t('orders.receive')}
                  </Button>
                  {order.status === 'draft' && (
                    <Button variant="primary" isBusy={send.isPending} onClick={() => send.mutate({ orderId })}>
                      <icons.Send aria-hidden />
                      {t('orders.markSent')}
                    </Button>
                  )}
                </>
              )}
            </>
          }
        />
        {order.minimumMinor !== null && order.status === 'draft' && order.valueMinor < order.minimumMinor && (
          <Callout tone="warn" title={t('orders.minimumMissing', { missing: f.moneyWhole(order.minimumMinor - order.valueMinor), minimum: f.moneyWhole(order.minimumMinor) })} />
        )}
        <Card
          title={t('orders.linesTitle')}
          description={[`${t('orders.orderedOn')} ${f.date(order.orderedOn)}`, order.expectedOn && `${t('orders.expectedOn')} ${f.date(order.expectedOn)}`, order.createdBy && t('orders.createdBy', { name: order.createdBy })].filter(Boolean).join(' · ')}
          isFlush
        >
          <Table
            caption={t('orders.linesTitle')}
            rows={lines}
            rowKey={({ lineId }) => String(lineId)}
            columns={[
              {
                id: 'product',
                header: t('orders.product'),
                cell: (row) => (
                  <Link href={`/inventory/${row.productId}-${row.locationId}`} className="rounded-sm hover:text-accent-ink">
                    <span className="block font-medium">{row.productName}</span>
                    <span className="block text-xs text-ink-faint">{row.productCode}</span>
                  </Link>
                ),
              },
              { id: 'quantity', header: t('orders.quantity'), align: 'end', cell: (row) => `${f.quantity(row.quantity)} ${unit(row.unit)}` },
              { id: 'received', header: t('orders.received'), align: 'end', cell: (row) => f.quantity(row.receivedQuantity) },
              { id: 'open', header: t('orders.missing'), align: 'end', isSecondary: true, cell: (row) => f.quantity(open(row)) },
              { id: 'cost', header: t('orders.unitCost'), align: 'end', isSecondary: true, cell: (row) => f.moneyCents(row.unitCostMinor) },
              { id: 'value', header: t('orders.lineValue'), align: 'end', cell: (row) => (row.unitCostMinor === null ? '—' : f.moneyCents(row.quantity * row.unitCostMinor)) },
            ]}
          />
          <p className="flex justify-between border-t border-line px-4 py-3 text-base font-semibold sm:px-5">
            <span>{t('orders.total')}</span>
            <span className="tabular-nums">{f.moneyCents(order.valueMinor)}</span>
          </p>
        </Card>
      </div>
      <OrderSheet detail={data} company={session.org.name} supplier={supplier} unit={unit} />
      {isReceiving && <ReceiveDialog detail={data} onClose={() => setIsReceiving(false)} onBooked={done(t('orders.booked'))} />}
    </>
  );
}
