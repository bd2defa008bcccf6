'use client';
import type { InventoryItem } from '@almanac/data/contract';
import { Button, Dialog, Segmented, TextField } from '@almanac/ui';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';

type Way = 'items' | 'percent' | 'days';
type QuantityDialogProps = { readonly count: number; readonly onClose: () => void; readonly onSet: (quantityOf: (item: InventoryItem) => number) => void };

/** The quantity of many rows at once: a number, a share of what was suggested, or what sells in some days; the latter two in whole packs. */
export function QuantityDialog({ count, onClose, onSet }: QuantityDialogProps) {
  const t = useTranslations();
  const [way, setWay] = useState<Way>('percent');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const amount = Number(new FormData(event.currentTarget).get('amount'));
    onSet((item) => bulkQuantity(item, way, amount));
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.quantityTitle', { count })} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <Segmented label={t('inventory.setQuantity')} value={way} onChange={setWay} options={(['percent', 'days', 'items'] as const).map((value) => ({ value, label: t(`inventory.quantityWays.${value}`) }))} />
        <TextField key={way} label={t(`inventory.quantityAmount.${way}`)} name="amount" type="number" min={0} max={way === 'percent' ? 1000 : way === 'days' ? 730 : 1e9} step="any" required defaultValue={way === 'percent' ? 100 : way === 'days' ? 28 : undefined} autoFocus />
        <div className="flex justify-end">
          <Button type="submit" variant="primary">
            {t('inventory.setQuantity')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function bulkQuantity({ suggestedQuantity, dailyDemand, packSize }: InventoryItem, way: Way, amount: number): number {
  if (way === 'items') return amount;
  const wanted = way === 'percent' ? (suggestedQuantity * amount) / 100 : dailyDemand * amount;
  return Math.ceil(wanted / packSize - 1e-9) * packSize;
}
