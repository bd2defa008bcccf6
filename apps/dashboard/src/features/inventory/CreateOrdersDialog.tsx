'use client';
import type { InventoryItem } from '@almanac/data/contract';
import { Badge, Button, Checkbox, Dialog, Skeleton, toast } from '@almanac/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { toKey } from './inventory-view';

type Draft = { readonly id: string; readonly supplierId: number | null; readonly supplier: string | null; readonly location: string; readonly items: readonly InventoryItem[]; readonly valueMinor: number };

/** One order a supplier and location, of what was approved; each supplier's minimum beside what is ordered there. */
export default function CreateOrdersDialog({ onClose, onCreated }: { readonly onClose: () => void; readonly onCreated: () => void }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const approved = { decision: 'approved', kind: 'order' } as const;
  const { data: items } = useQuery({
    queryKey: [...trpc.inventory.list.queryKey(approved), 'every'],
    staleTime: 0,
    queryFn: async () => {
      const found: InventoryItem[] = [];
      for (let cursor: number | null = 0; cursor !== null; ) {
        const page: { readonly rows: readonly InventoryItem[]; readonly nextCursor: number | null } = await queryClient.fetchQuery({ ...trpc.inventory.list.queryOptions({ ...approved, sort: 'name', dir: 'asc', limit: 500, cursor }), staleTime: 0 });
        found.push(...page.rows);
        cursor = page.nextCursor;
      }
      return found;
    },
  });
  const { data: groups } = useQuery(trpc.inventory.groups.queryOptions({ ...approved, by: 'supplier' }, { staleTime: 0 }));
  const minimumOf = (supplierId: number | null) => groups?.find(({ key }) => key === String(supplierId))?.minimumMinor ?? null;
  const drafts = useMemo(() => draftsOf(items ?? []), [items]);
  const chosen = drafts.filter(({ id }) => !left.has(id));
  const create = useMutation(
    trpc.purchaseOrders.create.mutationOptions({
      onSuccess: async ({ orders }) => {
        onCreated();
        onClose();
        await Promise.all([queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() }), queryClient.invalidateQueries({ queryKey: trpc.purchaseOrders.pathKey() })]);
        toast.success(t('inventory.ordersCreated', { count: orders.length }));
        router.push('/orders?status=draft');
      },
    }),
  );
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.createTitle')} closeLabel={t('actions.close')}>
      {!items ? (
        <Skeleton className="h-40" />
      ) : (
        <div className="grid gap-4">
          <p className="text-sm text-ink-soft">{drafts.length === 0 ? t('inventory.nothingApproved') : t('inventory.createText')}</p>
          <ul className="grid gap-2">
            {drafts.map((draft) => {
              const minimum = minimumOf(draft.supplierId);
              const supplierValue = drafts.filter(({ supplierId }) => supplierId === draft.supplierId).reduce((sum, { valueMinor }) => sum + valueMinor, 0);
              const pulled = draft.items.filter(({ reason }) => reason.code === 'pulled_forward').length;
              return (
                <li key={draft.id} className="flex items-start gap-2 rounded-lg border border-line px-3 py-2.5">
                  <Checkbox
                    label={t('inventory.orderTo', { supplier: draft.supplier ?? t('inventory.without.supplier'), location: draft.location })}
                    checked={!left.has(draft.id)}
                    onChange={(event) => setLeft(new Set(event.target.checked ? [...left].filter((id) => id !== draft.id) : [...left, draft.id]))}
                  />
                  <div className="min-w-0 flex-1 text-sm">
                    <p className="font-medium">{draft.supplier ?? t('inventory.without.supplier')}</p>
                    <p className="text-ink-faint">
                      {draft.location} · {t('inventory.lines', { count: draft.items.length })}
                      {pulled > 0 && ` · ${t('inventory.pulledForward', { count: pulled })}`}
                    </p>
                    {minimum !== null && (
                      <Badge tone={supplierValue >= minimum ? 'good' : 'warn'}>{t(supplierValue >= minimum ? 'inventory.minimumMet' : 'inventory.minimumMissing', { minimum: f.moneyWhole(minimum), missing: f.moneyWhole(Math.max(0, minimum - supplierValue)) })}</Badge>
                    )}
                  </div>
                  <p className="shrink-0 text-right text-sm font-semibold tabular-nums">{f.moneyWhole(draft.valueMinor)}</p>
                </li>
              );
            })}
          </ul>
          <div className="flex items-center justify-between gap-3 border-t border-line pt-4">
            <p className="text-sm">
              {t('orders.total')} <span className="font-semibold tabular-nums">{f.moneyWhole(chosen.reduce((sum, { valueMinor }) => sum + valueMinor, 0))}</span>
            </p>
            <Button variant="primary" disabled={chosen.length === 0} isBusy={create.isPending} onClick={() => create.mutate({ items: chosen.flatMap((draft) => draft.items.map(toKey)) })}>
              {t('inventory.createCount', { count: chosen.length })}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function draftsOf(items: readonly InventoryItem[]): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const item of items) {
    if (item.quantity <= 0) continue;
    const id = `${item.supplierId} ${item.locationId}`;
    const before = drafts.get(id);
    drafts.set(id, { id, supplierId: item.supplierId, supplier: item.supplier, location: item.location, items: [...(before?.items ?? []), item], valueMinor: (before?.valueMinor ?? 0) + (item.valueMinor ?? 0) });
  }
  return [...drafts.values()].sort((a, b) => b.valueMinor - a.valueMinor);
}
