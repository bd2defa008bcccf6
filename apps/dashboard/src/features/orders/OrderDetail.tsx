'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Confirm, CopyIcon, PackageCheckIcon, PageHeader, PrinterIcon, SendIcon, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { ExportMenu } from '../../platform/ExportMenu';
import { useItemUnit } from './item-unit';
import { mailtoOf, orderEmail } from './order-email';
import { OrderLines } from './OrderLines';
import { OrderSheet } from './OrderSheet';
import { OrderStatusBadge } from './OrderStatusBadge';
import { ReceiveDialog } from './ReceiveDialog';

/** One order: on screen to work with, on paper as the sheet a supplier gets. */
export function OrderDetail({ orderId }: { readonly orderId: number }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const unit = useItemUnit();
  const [isReceiving, setIsReceiving] = useState(false);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data } = useSuspenseQuery(trpc.purchaseOrders.get.queryOptions({ orderId }));
  const { order, supplierEmail } = data;
  const done = (message: string) => async () => {
    await Promise.all([queryClient.invalidateQueries({ queryKey: trpc.purchaseOrders.pathKey() }), queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() })]);
    toast.success(message);
  };
  const send = useMutation(trpc.purchaseOrders.send.mutationOptions({ onSuccess: done(t('orders.sent')) }));
  const cancel = useMutation(trpc.purchaseOrders.cancel.mutationOptions({ onSuccess: done(t('orders.cancelled')) }));
  const mayEdit = mayActAs(session.role, 'planner');
  const isOpen = order.status === 'draft' || order.status === 'sent' || order.status === 'partly_received';
  const supplier = order.supplier || t('orders.noSupplier');
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
                <CopyIcon aria-hidden />
                {t('orders.copyEmail')}
              </Button>
              {supplierEmail !== null && mailto !== undefined && (
                <Button asChild>
                  <a href={mailto}>{t('orders.openEmail')}</a>
                </Button>
              )}
              <ExportMenu name="purchase-order" search={`orderId=${orderId}`} />
              <Button size="icon" aria-label={t('actions.print')} onClick={() => window.print()}>
                <PrinterIcon aria-hidden />
              </Button>
              {mayEdit && isOpen && (
                <>
                  <Confirm trigger={<Button variant="danger">{t('orders.cancel')}</Button>} title={t('orders.cancelTitle', { code: order.code })} description={t('orders.cancelText')} confirmLabel={t('orders.cancel')} cancelLabel={t('orders.keep')} onConfirm={() => cancel.mutate({ orderId })} />
                  <Button variant={order.status === 'draft' ? 'secondary' : 'primary'} onClick={() => setIsReceiving(true)}>
                    <PackageCheckIcon aria-hidden />
                    {t('orders.receive')}
                  </Button>
                  {order.status === 'draft' && (
                    <Button variant="primary" isBusy={send.isPending} onClick={() => send.mutate({ orderId })}>
                      <SendIcon aria-hidden />
                      {t('orders.markSent')}
                    </Button>
                  )}
                </>
              )}
            </>
          }
        />
        <OrderLines detail={data} mayChange={mayEdit && order.status === 'draft'} />
      </div>
      <OrderSheet detail={data} company={session.org.name} supplier={supplier} unit={unit} />
      {isReceiving && <ReceiveDialog detail={data} onClose={() => setIsReceiving(false)} onBooked={done(t('orders.booked'))} />}
    </>
  );
}
