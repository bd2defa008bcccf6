'use client';
import type { InventoryDetail } from '@almanac/data/contract';
import { Badge, Button, Card, CheckIcon, Facts, QuantityField, toast, TruckIcon } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { toKey } from './inventory-view';
import { decisionTone } from './names';
import { RejectDialog } from './RejectDialog';
import { useEdits } from './use-edits';

const keepNothing = () => undefined;

/** What to do about it, why, what it costs, and the decision. */
export function SuggestionCard({ detail, mayEdit, reason }: { readonly detail: InventoryDetail; readonly mayEdit: boolean; readonly reason: string }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { item, cashEffectMinor } = detail;
  const decision = item.decision === 'ordered' && item.kind === 'transfer' ? t('transfers.moving') : t(`inventory.decisions.${item.decision}`);
  const edits = useEdits(keepNothing);
  const [isRejecting, setIsRejecting] = useState(false);
  const apply: typeof edits.apply = async (...change) => {
    await edits.apply(...change);
    await edits.readAllAgain();
  };
  const move = useMutation(
    trpc.transfers.create.mutationOptions({
      onSuccess: async ({ transfers: [transfer] }) => {
        await Promise.all([trpc.inventory.pathKey(), trpc.transfers.pathKey()].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
        toast.success(t('transfers.written'));
        if (transfer) router.push(`/orders/transfers/${transfer.transferId}`);
      },
    }),
  );
  const isActive = (item.kind === 'order' || item.kind === 'transfer') && item.quantity > 0;
  const isOrdered = item.decision === 'ordered';
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {t('inventory.item.suggestion')}
          <Badge tone={item.kind === 'none' ? 'good' : 'accent'}>{t(`inventory.kinds.${item.kind}`)}</Badge>
          {item.decision !== 'open' && <Badge tone={decisionTone[item.decision]}>{decision}</Badge>}
        </span>
      }
      actions={
        mayEdit &&
        !isOrdered && (
          <>
            {item.kind !== 'reduce' && (
              <span className="w-28">
                <QuantityField
                  label={t('inventory.quantityOf', { product: item.productName, location: item.location })}
                  value={item.quantity}
                  step={item.packSize}
                  format={f.quantity}
                  isChanged={item.quantity !== item.suggestedQuantity}
                  onCommit={(quantity) => void apply([item], { kind: 'quantity', quantityOf: () => quantity })}
                />
              </span>
            )}
            {isActive && item.decision !== 'approved' && (
              <Button variant="primary" disabled={edits.isBusy} onClick={() => void apply([item], { kind: 'approved' })}>
                <CheckIcon aria-hidden />
                {t('inventory.approve')}
              </Button>
            )}
            {item.kind === 'transfer' && item.decision === 'approved' && (
              <Button variant="primary" isBusy={move.isPending} onClick={() => move.mutate({ items: [toKey(item)] })}>
                <TruckIcon aria-hidden />
                {t('transfers.write')}
              </Button>
            )}
            {item.kind !== 'none' && item.decision !== 'rejected' && (
              <Button disabled={edits.isBusy} onClick={() => setIsRejecting(true)}>
                {t('inventory.reject')}
              </Button>
            )}
            {(item.decision !== 'open' || item.quantity !== item.suggestedQuantity) && (
              <Button variant="ghost" disabled={edits.isBusy} onClick={() => void apply([item], { kind: 'open' })}>
                {t('inventory.reset')}
              </Button>
            )}
          </>
        )
      }
    >
      <p className="mb-3 text-base">{reason}</p>
      {detail.from && <p className="mb-3 text-base">{t('inventory.item.transferHere', { quantity: f.quantity(item.quantity), location: detail.from.location })}</p>}
      <Facts
        items={[
          { label: t('inventory.terms.quantity'), value: `${t('terms.itemsCount', { count: f.quantity(item.quantity) })}${item.quantity === item.suggestedQuantity ? '' : ` (${t('inventory.item.suggested', { quantity: f.quantity(item.suggestedQuantity) })})`}` },
          { label: t(item.kind === 'reduce' ? 'inventory.item.frees' : 'inventory.item.cost'), value: f.moneyWhole(Math.abs(cashEffectMinor)) },
          ...(isActive && item.expectedOn ? [{ label: t('inventory.item.arrives'), value: f.date(item.expectedOn) }] : []),
          ...(item.orderOn ? [{ label: t('inventory.terms.orderBy'), value: f.date(item.orderOn) }] : []),
          { label: t('inventory.item.riskNow'), value: f.percentWhole(item.riskBefore) },
          ...(isActive ? [{ label: t('inventory.item.riskThen'), value: f.percentWhole(item.riskAfter) }] : []),
          { label: t('inventory.terms.atStake'), value: f.moneyWhole(item.atStakeMinor) },
          ...(item.decidedBy ? [{ label: t('inventory.terms.decision'), value: t('inventory.item.approvedBy', { decision, name: item.decidedBy, when: f.instant(item.decidedAt) }) }] : []),
          ...(item.rejectReason ? [{ label: t('inventory.rejectReason'), value: [t(`inventory.rejectReasons.${item.rejectReason}`), item.note].filter(Boolean).join(': ') }] : []),
        ]}
      />
      {item.transferId !== null && (
        <Button asChild className="mt-4">
          <Link href={`/orders/transfers/${item.transferId}`}>{t('transfers.open')}</Link>
        </Button>
      )}
      {item.purchaseOrderId !== null && (
        <Button asChild className="mt-4">
          <Link href={`/orders/${item.purchaseOrderId}`}>{t('inventory.item.openOrder')}</Link>
        </Button>
      )}
      {isRejecting && <RejectDialog count={1} onClose={() => setIsRejecting(false)} onReject={(rejectReason, note) => void apply([item], { kind: 'rejected', reason: rejectReason, note })} />}
    </Card>
  );
}
