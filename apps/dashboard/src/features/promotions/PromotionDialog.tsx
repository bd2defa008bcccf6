'use client';
import { Button, Dialog, Segmented, SelectField, TextField, toast } from '@almanac/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import type { Promotion } from './PromotionList';

type PromotionDialogProps = { readonly promotion: Promotion | undefined; readonly facets: Outputs['forecasting']['facets']; readonly onClose: () => void; readonly onSaved: () => Promise<void> };
type Target = 'product' | 'category' | 'all';

const targetOf = (promotion: Promotion | undefined): Target => (promotion === undefined || promotion.productCode !== null ? 'product' : promotion.category !== null ? 'category' : 'all');

/** Plans a promotion, or changes a planned one. */
export function PromotionDialog({ promotion, facets, onClose, onSaved }: PromotionDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const [target, setTarget] = useState(targetOf(promotion));
  const [code, setCode] = useState(promotion?.productCode ?? '');
  const [startsOn, setStartsOn] = useState(promotion?.startsOn ?? '');
  const { data: found } = useQuery(trpc.forecasting.list.queryOptions({ q: code, limit: 50, sort: 'name', dir: 'asc' }, { enabled: target === 'product' && code.trim().length > 1 }));
  const products = new Map(found?.items.map(({ productCode, productName }) => [productCode, productName]));
  const save = useMutation(
    trpc.forecasting.savePromotion.mutationOptions({
      onSuccess: async () => {
        toast.success(t('promotions.saved'));
        onClose();
        await onSaved();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = String(form.get(name) ?? '').trim();
      return value === '' ? undefined : value;
    };
    const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)));
    save.mutate({
      id: promotion?.id,
      name: text('name') ?? '',
      productCode: target === 'product' ? code.trim() : undefined,
      category: target === 'category' ? text('category') : undefined,
      location: number('location'),
      startsOn,
      endsOn: text('endsOn') ?? startsOn,
      discountPercent: number('discount'),
    });
  };
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t(promotion === undefined ? 'promotions.add' : 'promotions.change')} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={t('promotions.name')} name="name" required maxLength={120} defaultValue={promotion?.name ?? ''} autoComplete="off" />
        <div className="grid gap-3">
          <Segmented label={t('promotions.target')} value={target} onChange={setTarget} options={(['product', 'category', 'all'] as const).map((value) => ({ value, label: t(`promotions.targets.${value}`) }))} />
          {target === 'product' && (
            <>
              <TextField label={t('promotions.productCode')} list="promotion-products" required value={code} onChange={(event) => setCode(event.target.value)} hint={products.get(code.trim()) ?? t('promotions.productHint')} autoComplete="off" />
              <datalist id="promotion-products">
                {[...products].map(([value, name]) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </datalist>
            </>
          )}
          {target === 'category' && <SelectField label={t('terms.category')} name="category" defaultValue={promotion?.category ?? undefined} options={facets.categories.map((value) => ({ value, label: value }))} />}
        </div>
        <SelectField label={t('terms.location')} name="location" defaultValue={String(promotion?.locationId ?? '')} options={[{ value: '', label: t('terms.allLocations') }, ...facets.locations.map(({ id, name }) => ({ value: String(id), label: name }))]} />
        <div className="grid grid-cols-2 gap-3">
          <TextField label={t('promotions.startsOn')} type="date" required value={startsOn} onChange={(event) => setStartsOn(event.target.value)} />
          <TextField label={t('promotions.endsOn')} name="endsOn" type="date" required min={startsOn} defaultValue={promotion?.endsOn ?? ''} />
        </div>
        <TextField label={t('promotions.discountPercent')} name="discount" type="number" min={1} max={95} step="any" inputMode="decimal" defaultValue={promotion?.discountPercent ?? ''} hint={t('promotions.discountHint')} />
        <Button type="submit" variant="primary" size="md" isBusy={save.isPending}>
          {t('promotions.save')}
        </Button>
      </form>
    </Dialog>
  );
}
