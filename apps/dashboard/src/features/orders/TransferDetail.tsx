'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Callout, Card, Confirm, PackageCheckIcon, PageHeader, PrinterIcon, SendIcon, Table, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useItemUnit } from './item-unit';
import { TransferSheet } from './TransferSheet';
import { TransferStatusBadge } from './TransferStatusBadge';

/** One transfer: on screen to work with, on paper as the sheet that travels with the goods. */
export function TransferDetail({ transferId }: { readonly transferId: number }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const unit = useItemUnit();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data } = useSuspenseQuery(trpc.transfers.get.queryOptions({ transferId }));
  const { transfer, lines } = data;
  const done = (message: string) => async () => {
    await Promise.all([trpc.transfers.pathKey(), trpc.inventory.pathKey()].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    toast.success(message);
  };
  const send = useMutation(trpc.transfers.send.mutationOptions({ onSuccess: done(t('transfers.sent', { location: transfer.from })) }));
  const receive = useMutation(trpc.transfers.receive.mutationOptions({ onSuccess: done(t('transfers.received')) }));
  const cancel = useMutation(trpc.transfers.cancel.mutationOptions({ onSuccess: done(t('transfers.cancelled')) }));
  const mayEdit = mayActAs(session.role, 'planner');
  const isDraft = transfer.status === 'draft';
  const isOpen = isDraft || transfer.status === 'sent';
  const isBusy = send.isPending || receive.isPending || cancel.isPending;
  const facts = [
    `${t('transfers.createdOn')} ${f.date(transfer.createdOn)}`,
    transfer.sentOn && `${t('transfers.sentOn')} ${f.date(transfer.sentOn)}`,
    transfer.receivedOn ? `${t('transfers.receivedOn')} ${f.date(transfer.receivedOn)}` : `${t('transfers.expectedOn')} ${f.date(transfer.expectedOn)}`,
    t('transfers.createdBy', { name: transfer.createdBy }),
  ];
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 print:hidden">
        <PageHeader
          above={<BackLink href="/orders/transfers">{t('transfers.title')}</BackLink>}
          title={transfer.code}
          description={
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span>{t('transfers.facts', { from: transfer.from, to: transfer.to })}</span>
              <TransferStatusBadge status={transfer.status} />
            </span>
          }
          actions={
            <>
              <Button size="icon" aria-label={t('actions.print')} onClick={() => window.print()}>
                <PrinterIcon aria-hidden />
              </Button>
              {mayEdit && isOpen && (
                <>
                  <Confirm trigger={<Button variant="danger">{t('transfers.cancel')}</Button>} title={t('transfers.cancelTitle', { code: transfer.code })} description={t('transfers.cancelText')} confirmLabel={t('transfers.cancel')} cancelLabel={t('transfers.keep')} onConfirm={() => cancel.mutate({ transferId })} />
                  <Button variant={isDraft ? 'secondary' : 'primary'} disabled={isBusy} isBusy={receive.isPending} onClick={() => receive.mutate({ transferId })}>
                    <PackageCheckIcon aria-hidden />
                    {t('transfers.markReceived')}
                  </Button>
                  {isDraft && (
                    <Button variant="primary" disabled={isBusy} isBusy={send.isPending} onClick={() => send.mutate({ transferId })}>
                      <SendIcon aria-hidden />
                      {t('transfers.markSent')}
                    </Button>
                  )}
                </>
              )}
            </>
          }
        />
        {isDraft && <Callout tone="neutral" title={t('transfers.draftHint', { from: transfer.from, to: transfer.to })} />}
        <Card title={t('transfers.linesTitle')} description={facts.filter(Boolean).join(' · ')} isFlush>
          <Table
            caption={t('transfers.linesTitle')}
            rows={lines}
            rowKey={({ lineId }) => String(lineId)}
            columns={[
              {
                id: 'product',
                header: t('transfers.product'),
                cell: (row) => (
                  <Link href={`/inventory/${row.productId}-${row.locationId}`} className="rounded-sm hover:text-accent-ink">
                    <span className="block font-medium">{row.productName}</span>
                    <span className="block text-xs text-ink-faint">{row.productCode}</span>
                  </Link>
                ),
              },
              { id: 'quantity', header: t('transfers.quantity'), align: 'end', cell: (row) => `${f.quantity(row.quantity)} ${unit(row.unit)}` },
              {
                id: 'there',
                header: t('transfers.onHandThere', { location: transfer.from }),
                align: 'end',
                isSecondary: true,
                cell: (row) => (row.onHandThere === null ? '—' : isDraft && row.onHandThere < row.quantity ? <span className="text-bad">{t('transfers.tooLittle', { onHand: f.quantity(row.onHandThere) })}</span> : f.quantity(row.onHandThere)),
              },
            ]}
          />
          <p className="flex justify-between border-t border-line px-4 py-3 text-base font-semibold sm:px-5">
            <span>{t('transfers.total')}</span>
            <span className="tabular-nums">
              {t('terms.itemsCount', { count: f.quantity(transfer.quantity) })} · {f.moneyWhole(transfer.valueMinor)}
            </span>
          </p>
        </Card>
      </div>
      <TransferSheet detail={data} company={session.org.name} unit={unit} />
    </>
  );
}
