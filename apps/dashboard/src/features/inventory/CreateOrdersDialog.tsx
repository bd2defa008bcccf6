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
type Move = { readonly id: string; readonly from: string; readonly location: string; readonly items: readonly InventoryItem[]; readonly quantity: number };

/** One order a supplier and location, and one transfer sheet a pair of locations, of what was approved; each supplier's minimum beside what is ordered there. */
export default function CreateOrdersDialog({ onClose, onCreated }: { readonly onClose: () => void; readonly onCreated: () => void }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const approved = { decision: 'approved', kind: 'order' } as const;
  const { data: items } = useQuery({
    queryKey: [...trpc.inventory.list.queryKey({ decision: 'approved' }), 'every'],
    staleTime: 0,
    queryFn: async () => {
      const found: InventoryItem[] = [];
      for (let cursor: number | null = 0; cursor !== null; ) {
        const page: { readonly rows: readonly InventoryItem[]; readonly nextCursor: number | null } = await queryClient.fetchQuery({ ...trpc.inventory.list.queryOptions({ decision: 'approved', sort: 'name', dir: 'asc', limit: 500, cursor }), staleTime: 0 });
        found.push(...page.rows);
        cursor = page.nextCursor;
      }
      return found;
    },
  });
  const { data: groups } = useQuery(trpc.inventory.groups.queryOptions({ ...approved, by: 'supplier' }, { staleTime: 0 }));
  const minimumOf = (supplierId: number | null) => groups?.find(({ key }) => key === String(supplierId))?.minimumMinor ?? null;
  const drafts = useMemo(() => draftsOf(items ?? []), [items]);
  const moves = useMemo(() => movesOf(items ?? []), [items]);
  const chosenMoves = moves.filter(({ id }) => !left.has(id));
  const keep = (id: string, isKept: boolean) => setLeft(new Set(isKept ? [...left].filter((each) => each !== id) : [...left, id]));
  const chosen = drafts.filter(({ id }) => !left.has(id));
  const createOrders = useMutation(trpc.purchaseOrders.create.mutationOptions());
  const createTransfers = useMutation(trpc.transfers.create.mutationOptions());
  const isBusy = createOrders.isPending || createTransfers.isPending;
  const keysOf = (parts: readonly { readonly items: readonly InventoryItem[] }[]) => parts.flatMap((part) => part.items.map(toKey));
  const create = async () => {
    try {
      if (chosen.length > 0) await createOrders.mutateAsync({ items: keysOf(chosen) });
      if (chosenMoves.length > 0) await createTransfers.mutateAsync({ items: keysOf(chosenMoves) });
      onCreated();
      onClose();
      toast.success([chosen.length > 0 && t('inventory.ordersCreated', { count: chosen.length }), chosenMoves.length > 0 && t('inventory.transfersWritten', { count: chosenMoves.length })].filter(Boolean).join(' · '));
      router.push(chosen.length > 0 ? '/orders?status=draft' : '/orders/transfers?status=draft');
    } catch {
      // The toast has said why; what was made before it failed is no longer offered.
    } finally {
      await Promise.all([trpc.inventory.pathKey(), trpc.purchaseOrders.pathKey(), trpc.transfers.pathKey()].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    }
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.createTitle')} closeLabel={t('actions.close')}>
      {!items ? (
        <Skeleton className="h-40" />
      ) : (
        <div className="grid gap-4">
          <p className="text-sm text-ink-soft">{drafts.length + moves.length === 0 ? t('inventory.nothingApproved') : t('inventory.createText')}</p>
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
                    onChange={(event) => keep(draft.id, event.target.checked)}
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
            {moves.map((move) => (
              <li key={move.id} className="flex items-start gap-2 rounded-lg border border-line px-3 py-2.5">
                <Checkbox label={t('inventory.transferTitle', { from: move.from, to: move.location })} checked={!left.has(move.id)} onChange={(event) => keep(move.id, event.target.checked)} />
                <div className="min-w-0 flex-1 text-sm">
                  <p className="font-medium">{t('inventory.transferTitle', { from: move.from, to: move.location })}</p>
                  <p className="text-ink-faint">{t('inventory.lines', { count: move.items.length })}</p>
                </div>
                <p className="shrink-0 text-right text-sm font-semibold tabular-nums">{t('terms.itemsCount', { count: f.quantity(move.quantity) })}</p>
              </li>
            ))}
          </ul>
          <div className="flex items-center justify-between gap-3 border-t border-line pt-4">
            <p className="text-sm">
              {t('orders.total')} <span className="font-semibold tabular-nums">{f.moneyWhole(chosen.reduce((sum, { valueMinor }) => sum + valueMinor, 0))}</span>
            </p>
            <Button variant="primary" disabled={chosen.length + chosenMoves.length === 0} isBusy={isBusy} onClick={() => void create()}>
              {t('inventory.createBoth', { orders: chosen.length, transfers: chosenMoves.length, both: chosen.length > 0 && chosenMoves.length > 0 ? 'yes' : 'no' })}
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
    if (item.kind !== 'order' || item.quantity <= 0) continue;
    const id = `${item.supplierId} ${item.locationId}`;
    const before = drafts.get(id);
    drafts.set(id, { id, supplierId: item.supplierId, supplier: item.supplier, location: item.location, items: [...(before?.items ?? []), item], valueMinor: (before?.valueMinor ?? 0) + (item.valueMinor ?? 0) });
  }
  return [...drafts.values()].sort((a, b) => b.valueMinor - a.valueMinor);
}

function movesOf(items: readonly InventoryItem[]): Move[] {
  const moves = new Map<string, Move>();
  for (const item of items) {
    if (item.kind !== 'transfer' || item.quantity <= 0 || item.fromLocation === null) continue;
    const id = `${item.fromLocation} → ${item.locationId}`;
    const before = moves.get(id);
    moves.set(id, { id, from: item.fromLocation, location: item.location, items: [...(before?.items ?? []), item], quantity: (before?.quantity ?? 0) + item.quantity });
  }
  return [...moves.values()];
}
