'use client';
import type { PurchaseOrderDetail } from '@almanac/data/contract';
import { Button, Dialog, QuantityField, TextField } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

type ReceiveDialogProps = { readonly detail: PurchaseOrderDetail; readonly onClose: () => void; readonly onBooked: () => Promise<void> };

/** What came in: all that is open, or as much of each line as was counted. */
export function ReceiveDialog({ detail: { order, lines }, onClose, onBooked }: ReceiveDialogProps) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const open = lines.filter((line) => line.receivedQuantity < line.quantity);
  const [came, setCame] = useState<ReadonlyMap<number, number>>(new Map(open.map((line) => [line.lineId, line.quantity - line.receivedQuantity])));
  const [now] = useState(() => f.isoDate(new Date()));
  const receive = useMutation(
    trpc.purchaseOrders.receive.mutationOptions({
      onSuccess: async () => {
        onClose();
        await onBooked();
      },
    }),
  );
  const received = [...came].filter(([, quantity]) => quantity > 0).map(([lineId, quantity]) => ({ lineId, quantity }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    receive.mutate({ orderId: order.orderId, receivedOn: String(new FormData(event.currentTarget).get('receivedOn')), lines: received });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('orders.receiveTitle', { code: order.code })} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={t('orders.receivedOn')} name="receivedOn" type="date" required max={now} min={order.orderedOn} defaultValue={now} />
        <ul className="grid gap-2">
          {open.map((line) => (
            <li key={line.lineId} className="flex items-center gap-3 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{line.productName}</span>
                <span className="block text-xs text-ink-faint">{t('orders.missing')}: {f.quantity(line.quantity - line.receivedQuantity)}</span>
              </span>
              <QuantityField
                label={t('orders.receiveNow', { product: line.productName })}
                value={came.get(line.lineId) ?? 0}
                step={1}
                format={f.quantity}
                onCommit={(quantity) => setCame(new Map(came).set(line.lineId, quantity))}
                className="w-24 max-w-24"
              />
            </li>
          ))}
        </ul>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={received.length === 0} isBusy={receive.isPending}>
            {t('orders.book')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
