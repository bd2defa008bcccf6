'use client';
import type { PurchaseOrderDetail, PurchaseOrderLine } from '@almanac/data/contract';
import { Button, Card, CircleCheckIcon, PlusIcon, QuantityField, Skeleton, Table, type TableColumn, toast, TriangleAlertIcon, XIcon } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useItemUnit } from './item-unit';
import { lineProblems } from './line-problems';

const AddLineDialog = lazy(() => import('./AddLineDialog'));

/** What is ordered. Until it is sent, quantities are typed over, lines taken out and added; each change can be taken back. */
export function OrderLines({ detail, mayChange }: { readonly detail: PurchaseOrderDetail; readonly mayChange: boolean }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const unit = useItemUnit();
  const [isAdding, setIsAdding] = useState(false);
  const { order, lines } = detail;
  const { orderId } = order;
  const change = useMutation(trpc.purchaseOrders.changeLines.mutationOptions());
  const apply = async (changes: readonly { readonly productId: number; readonly quantity: number }[], message: string, isUndo = false) => {
    const changed = await change.mutateAsync({ orderId, changes: [...changes] }).catch(() => undefined); // the toast has said why
    if (changed !== undefined) queryClient.setQueryData(trpc.purchaseOrders.get.queryKey({ orderId }), changed.detail);
    void queryClient.invalidateQueries({ queryKey: trpc.purchaseOrders.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() });
    if (changed === undefined || changed.undo.length === 0) return;
    toast.success(message, isUndo ? undefined : { duration: 8000, action: { label: t('orders.undo'), onClick: () => void apply(changed.undo, t('orders.undone'), true) } });
  };
  const open = (line: PurchaseOrderLine) => Math.max(0, line.quantity - line.receivedQuantity);
  const worth = (line: PurchaseOrderLine) => (line.unitCostMinor === null ? '—' : f.moneyCents(line.quantity * line.unitCostMinor));
  const columns: (TableColumn<PurchaseOrderLine> | false)[] = [
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
    {
      id: 'quantity',
      header: t('orders.quantity'),
      align: 'end',
      cell: (row) => (mayChange ? <QuantityCell line={row} unit={unit(row.unit)} onSet={(quantity) => void apply([{ productId: row.productId, quantity }], quantity === 0 ? t('orders.lineRemoved', { product: row.productName }) : t('orders.linesChanged', { count: 1 }))} isOnly={lines.length === 1} /> : `${f.quantity(row.quantity)} ${unit(row.unit)}`),
    },
    !mayChange && { id: 'received', header: t('orders.received'), align: 'end', cell: (row) => f.quantity(row.receivedQuantity) },
    !mayChange && { id: 'open', header: t('orders.missing'), align: 'end', isSecondary: true, cell: (row) => f.quantity(open(row)) },
    { id: 'cost', header: t('orders.unitCost'), align: 'end', isSecondary: true, cell: (row) => f.moneyCents(row.unitCostMinor) },
    { id: 'value', header: t('orders.lineValue'), align: 'end', isSecondary: mayChange, cell: worth },
    mayChange && {
      id: 'remove',
      header: <span className="sr-only">{t('promotions.actions')}</span>,
      align: 'end',
      cell: (row) => (
        <Button variant="ghost" size="icon" aria-label={t('orders.removeLine', { product: row.productName })} disabled={lines.length === 1 || change.isPending} onClick={() => void apply([{ productId: row.productId, quantity: 0 }], t('orders.lineRemoved', { product: row.productName }))}>
          <XIcon aria-hidden />
        </Button>
      ),
    },
  ];
  return (
    <Card
      title={t('orders.linesTitle')}
      description={[`${t('orders.orderedOn')} ${f.date(order.orderedOn)}`, order.expectedOn && `${t('orders.expectedOn')} ${f.date(order.expectedOn)}`, order.createdBy && t('orders.createdBy', { name: order.createdBy }), mayChange && t('orders.editHint')].filter(Boolean).join(' · ')}
      actions={
        mayChange && (
          <Button onClick={() => setIsAdding(true)}>
            <PlusIcon aria-hidden />
            {t('orders.addLine')}
          </Button>
        )
      }
      isFlush
    >
      <Table caption={t('orders.linesTitle')} rows={lines} rowKey={({ lineId }) => String(lineId)} columns={columns.filter((column) => column !== false)} />
      {mayChange && <Checks detail={detail} />}
      <p className="flex justify-between border-t border-line px-4 py-3 text-base font-semibold sm:px-5">
        <span>{t('orders.total')}</span>
        <span className="tabular-nums">{f.moneyCents(order.valueMinor)}</span>
      </p>
      {isAdding && (
        <Suspense fallback={<Skeleton className="h-0" />}>
          <AddLineDialog detail={detail} onClose={() => setIsAdding(false)} onAdd={(item, quantity) => apply([{ productId: item.productId, quantity }], t('orders.lineAdded', { product: item.productName }))} />
        </Suspense>
      )}
    </Card>
  );
}

function QuantityCell({ line, unit, isOnly, onSet }: { readonly line: PurchaseOrderLine; readonly unit: string; readonly isOnly: boolean; readonly onSet: (quantity: number) => void }) {
  const t = useTranslations('orders');
  const f = useFormatters();
  const { isBroken, isBelow, rounded } = lineProblems(line);
  return (
    <span className="inline-grid justify-items-end gap-1">
      <span className="inline-flex items-center gap-2">
        <QuantityField label={t('lineQuantity', { product: line.productName })} value={line.quantity} step={line.packSize ?? 1} format={f.quantity} onCommit={(quantity) => (quantity > 0 || !isOnly) && onSet(quantity)} className="w-20 max-w-20" />
        <span className="text-ink-soft">{unit}</span>
      </span>
      {(isBroken || isBelow) && (
        <span className="text-xs text-warn">
          {isBroken ? t('packHint', { pack: f.quantity(line.packSize ?? 1) }) : t('minimumHint', { minimum: f.quantity(line.minimumOrder ?? 0) })}{' '}
          <button type="button" className="rounded-sm font-medium text-accent-ink underline underline-offset-2" onClick={() => onSet(rounded)}>
            {t('roundUp', { quantity: f.quantity(rounded) })}
          </button>
        </span>
      )}
    </span>
  );
}

/** Packs, minimum quantities and the supplier's minimum, in words. */
function Checks({ detail: { order, lines } }: { readonly detail: PurchaseOrderDetail }) {
  const t = useTranslations('orders');
  const f = useFormatters();
  const wrong = lines.filter((line) => lineProblems(line).isBroken || lineProblems(line).isBelow).length;
  const minimum = order.minimumMinor;
  const isMissing = minimum !== null && order.valueMinor < minimum;
  const said = [
    { isGood: wrong === 0, text: wrong === 0 ? t('checksGood') : t('checksBad', { count: wrong }) },
    ...(minimum === null ? [] : [{ isGood: !isMissing, text: isMissing ? t('minimumMissing', { missing: f.moneyWhole(minimum - order.valueMinor), minimum: f.moneyWhole(minimum) }) : t('minimumReached', { minimum: f.moneyWhole(minimum) }) }]),
  ];
  return (
    <ul aria-live="polite" className="grid gap-1 border-t border-line px-4 py-3 text-sm sm:px-5">
      {said.map(({ isGood, text }) => (
        <li key={text} className="flex items-center gap-2 [&_svg]:size-4 [&_svg]:shrink-0">
          {isGood ? <CircleCheckIcon className="text-good" aria-hidden /> : <TriangleAlertIcon className="text-warn" aria-hidden />}
          {text}
        </li>
      ))}
    </ul>
  );
}
