'use client';
import type { InventoryItem, PurchaseOrderDetail } from '@almanac/data/contract';
import { Button, Dialog, PlusIcon, Skeleton } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { SearchInput } from '../../platform/SearchInput';
import { lineProblems } from './line-problems';

type AddLineDialogProps = { readonly detail: PurchaseOrderDetail; readonly onClose: () => void; readonly onAdd: (item: InventoryItem, quantity: number) => Promise<void> };

const MOST_SHOWN = 8;

/** More of what this supplier delivers here, what is to be ordered next first: an order grows by what is needed. */
export default function AddLineDialog({ detail: { order, lines }, onClose, onAdd }: AddLineDialogProps) {
  const t = useTranslations('orders');
  const tActions = useTranslations('actions');
  const tInventory = useTranslations('inventory');
  const f = useFormatters();
  const trpc = useTRPC();
  const [q, setQ] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const location = lines[0]?.locationId;
  const ordered = new Set(lines.map(({ productId }) => productId));
  const found = useQuery(trpc.inventory.list.queryOptions({ q: q === '' ? undefined : q, supplier: order.supplierId ?? undefined, location, sort: 'orderOn', dir: 'asc', limit: MOST_SHOWN + lines.length }, { placeholderData: keepPreviousData }));
  const items = (found.data?.rows ?? []).filter(({ productId, supplierId }) => !ordered.has(productId) && supplierId === order.supplierId).slice(0, MOST_SHOWN);
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('addTitle', { code: order.code })} closeLabel={tActions('close')}>
      <div className="grid gap-3">
        <p className="text-sm text-ink-soft">{order.supplierId === null ? t('addTextNoSupplier', { location: order.location }) : t('addText', { supplier: order.supplier, location: order.location })}</p>
        <SearchInput label={tInventory('search')} value={q} onSearch={setQ} className="w-full" />
        {found.isPending ? (
          <Skeleton className="h-64" />
        ) : items.length === 0 ? (
          <p className="py-6 text-center text-sm text-ink-faint">{t('nothingToAdd')}</p>
        ) : (
          <ul className="grid">
            {items.map((item) => {
              const quantity = lineProblems({ ...item, quantity: Math.max(item.quantity, item.minimumOrder, item.packSize, 1) }).rounded;
              return (
                <li key={item.productId} className="flex items-center gap-3 border-b border-line py-2 text-sm last:border-b-0">
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">{item.productName}</span>
                    <span className="block text-xs text-ink-faint">
                      {item.productCode} · {item.orderOn === null ? t('notDue') : t('neededBy', { date: f.dayAndMonth(item.orderOn) })}
                    </span>
                  </span>
                  <span className="text-right tabular-nums">
                    <span className="block">{f.quantity(quantity)}</span>
                    <span className="block text-xs text-ink-faint">{item.unitCostMinor === null ? '—' : f.moneyWhole(quantity * item.unitCostMinor)}</span>
                  </span>
                  <Button
                    size="icon"
                    aria-label={t('addNamed', { quantity: f.quantity(quantity), product: item.productName })}
                    disabled={isAdding}
                    onClick={() => {
                      setIsAdding(true);
                      void onAdd(item, quantity).finally(() => setIsAdding(false));
                    }}
                  >
                    <PlusIcon aria-hidden />
                  </Button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
