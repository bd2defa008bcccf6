'use client';
import type { InventoryItem, InventoryPage, RejectReason } from '@almanac/data/contract';
import { toast } from '@almanac/ui';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';
import { keyOf, toKey } from './inventory-view';

const MOST_AT_ONCE = 1000;

export type Change =
  | { readonly kind: 'quantity'; readonly quantityOf: (item: InventoryItem) => number }
  | { readonly kind: 'approved' }
  | { readonly kind: 'rejected'; readonly reason: RejectReason; readonly note?: string }
  | { readonly kind: 'open' };

export type Edits = ReturnType<typeof useEdits>;

/**
 * Changes suggestions and takes changes back. Rows on screen change at once and stay where they are: a list that sorts itself anew
 * under the planner's hands loses the place.
 */
export function useEdits(patchSelection: (change: (item: InventoryItem) => InventoryItem) => void) {
  const t = useTranslations('inventory');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const lastEdit = useRef<readonly string[]>([]);
  const adjust = useMutation(trpc.inventory.adjust.mutationOptions());
  const decide = useMutation(trpc.inventory.decide.mutationOptions());
  const undoOne = useMutation(trpc.inventory.undo.mutationOptions());

  const readSumsAgain = useCallback(
    () => Promise.all([trpc.inventory.summary, trpc.inventory.groups].map((procedure) => queryClient.invalidateQueries({ queryKey: procedure.pathKey() }))),
    [queryClient, trpc],
  );
  const readAllAgain = useCallback(() => queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() }), [queryClient, trpc]);
  const patchRows = useCallback(
    (touched: ReadonlySet<string>, change: (item: InventoryItem) => InventoryItem) => {
      const changeTouched = (item: InventoryItem) => (touched.has(keyOf(item)) ? change(item) : item);
      queryClient.setQueriesData<InfiniteData<InventoryPage>>({ queryKey: trpc.inventory.list.pathKey() }, (data) => data && 'pages' in data ? { ...data, pages: data.pages.map((page) => ({ ...page, rows: page.rows.map(changeTouched) })) } : data);
      patchSelection(changeTouched);
    },
    [queryClient, trpc, patchSelection],
  );

  const undo = useCallback(async () => {
    const editIds = lastEdit.current;
    lastEdit.current = [];
    if (editIds.length === 0) return;
    let changed = 0;
    for (const editId of editIds) changed += (await undoOne.mutateAsync({ editId })).changed;
    await readAllAgain();
    toast.success(t('undone', { count: changed }));
  }, [undoOne, readAllAgain, t]);

  const apply = useCallback(
    async (items: readonly InventoryItem[], change: Change, isQuiet = false) => {
      if (items.length === 0) return;
      patchRows(new Set(items.map(keyOf)), (item) => changed(item, change));
      const editIds: string[] = [];
      let count = 0;
      try {
        for (let from = 0; from < items.length; from += MOST_AT_ONCE) {
          const part = items.slice(from, from + MOST_AT_ONCE);
          const result =
            change.kind === 'quantity'
              ? await adjust.mutateAsync({ changes: part.map((item) => ({ ...toKey(item), quantity: change.quantityOf(item) })) })
              : await decide.mutateAsync({ items: part.map(toKey), decision: change.kind, ...(change.kind === 'rejected' ? { reason: change.reason, note: change.note } : {}) });
          if (result.changed > 0) editIds.push(result.editId);
          count += result.changed;
        }
      } catch {
        await readAllAgain(); // the toast has said why; what is on screen must not claim otherwise
        return;
      }
      lastEdit.current = editIds;
      // What cannot be approved (nothing to order, ordered already) was left as it is: the rows say so after reading.
      await (count === items.length ? readSumsAgain() : readAllAgain());
      if (isQuiet) return;
      toast.success(t(`edited.${change.kind}`, { count }), { duration: 8000, action: editIds.length > 0 ? { label: t('undo'), onClick: () => void undo() } : undefined });
    },
    [patchRows, adjust, decide, readAllAgain, readSumsAgain, t, undo],
  );
  return { apply, undo, readAllAgain, isBusy: adjust.isPending || decide.isPending || undoOne.isPending };
}

/** A row as it will be once the worker has agreed. */
export function changed(item: InventoryItem, change: Change): InventoryItem {
  const valued = (quantity: number) => ({ quantity, valueMinor: item.unitCostMinor === null ? null : Math.round(quantity * item.unitCostMinor) });
  switch (change.kind) {
    case 'quantity': {
      const quantity = change.quantityOf(item);
      return { ...item, ...valued(quantity), kind: item.kind === 'none' && quantity > 0 ? 'order' : item.kind, decision: item.decision === 'approved' ? 'approved' : 'open' };
    }
    case 'approved':
      return item.decision === 'ordered' || item.quantity === 0 ? item : { ...item, decision: 'approved', rejectReason: null };
    case 'rejected':
      return item.decision === 'ordered' ? item : { ...item, decision: 'rejected', rejectReason: change.reason, note: change.note ?? null };
    case 'open':
      return item.decision === 'ordered' ? item : { ...item, ...valued(item.suggestedQuantity), decision: 'open', rejectReason: null, note: null };
  }
}

