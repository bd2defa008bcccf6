'use client';
import { BanIcon, Button, CheckIcon, RotateCcwIcon, XIcon } from '@almanac/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { totalsOf } from './inventory-view';
import { QuantityDialog } from './QuantityDialog';
import { RejectDialog } from './RejectDialog';
import type { Edits } from './use-edits';
import type { Selection } from './use-selection';

/** What is ticked adds up here, and is decided on together. */
export default function SelectionBar({ selection, edits }: { readonly selection: Selection; readonly edits: Edits }) {
  const t = useTranslations('inventory');
  const f = useFormatters();
  const [dialog, setDialog] = useState<'reject' | 'quantity'>();
  const { items } = selection;
  const totals = totalsOf(items);
  return (
    <section aria-label={t('selection')} className="sticky bottom-16 z-20 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-[10px] border border-accent bg-surface px-4 py-2.5 shadow-raised md:bottom-3 print:hidden">
      <p className="text-sm tabular-nums" aria-live="polite">
        <span className="font-semibold">{t('selected', { count: totals.items })}</span>
        <span className="text-ink-soft"> · {t('selectionTotal', { quantity: f.quantity(totals.quantity), amount: f.moneyWhole(totals.valueMinor), orders: totals.orders, suppliers: totals.suppliers })}</span>
      </p>
      <div className="ml-auto flex flex-wrap gap-2">
        <Button variant="primary" disabled={edits.isBusy} onClick={() => void edits.apply(items, { kind: 'approved' })}>
          <CheckIcon aria-hidden />
          {t('approve')}
        </Button>
        <Button disabled={edits.isBusy} onClick={() => setDialog('reject')}>
          <BanIcon aria-hidden />
          {t('reject')}
        </Button>
        <Button disabled={edits.isBusy} onClick={() => setDialog('quantity')}>
          {t('setQuantity')}
        </Button>
        <Button disabled={edits.isBusy} onClick={() => void edits.apply(items, { kind: 'open' })}>
          <RotateCcwIcon aria-hidden />
          {t('reset')}
        </Button>
        <Button variant="ghost" size="icon" aria-label={t('clearSelection')} onClick={selection.clear}>
          <XIcon aria-hidden />
        </Button>
      </div>
      {dialog === 'reject' && <RejectDialog count={items.length} onClose={() => setDialog(undefined)} onReject={(reason, note) => void edits.apply(items, { kind: 'rejected', reason, note })} />}
      {dialog === 'quantity' && <QuantityDialog count={items.length} onClose={() => setDialog(undefined)} onSet={(quantityOf) => void edits.apply(items, { kind: 'quantity', quantityOf })} />}
    </section>
  );
}
