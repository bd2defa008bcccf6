'use client';
import type { AddExclusion } from '@almanac/data/contract';
import { Button, Dialog, Segmented, SelectField, TextField } from '@almanac/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';
import { useExclusions } from './use-exclusions';

type Kind = 'product' | 'category' | 'customer';

/** Takes a product or a whole category out of all recommendations, or a customer out of all lists of people to write to. */
export default function ExclusionDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('recommendations.rules');
  const all = useTranslations();
  const trpc = useTRPC();
  const { exclude, isBusy } = useExclusions();
  const [kind, setKind] = useState<Kind>('product');
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();
  const search = typed.trim();
  const { data: model } = useQuery(trpc.recommendation.overview.queryOptions());
  const { data: products } = useQuery(trpc.recommendation.products.queryOptions({ q: search, sort: 'name', dir: 'asc', limit: 20 }, { enabled: kind === 'product' && search.length > 1 }));
  const { data: customers } = useQuery(trpc.recommendation.customers.queryOptions({ q: search, sort: 'name', dir: 'asc', limit: 20 }, { enabled: kind === 'customer' && search.length > 1 }));
  const found = (kind === 'product' ? products?.items : customers?.items)?.map(({ id, code, name }) => ({ id, code, name: name ?? code })) ?? [];
  const chosen = found.find(({ code }) => code === search) ?? (found.length === 1 ? found[0] : undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const note = String(form.get('note') ?? '').trim();
    const said = note === '' ? {} : { note };
    if (kind === 'category') {
      const category = String(form.get('category'));
      exclude({ category, ...said }, category, onClose);
      return;
    }
    if (chosen === undefined) {
      setError(t(`choose.${kind}`));
      return;
    }
    const target: AddExclusion = kind === 'product' ? { productId: chosen.id } : { customerId: chosen.id };
    exclude({ ...target, ...said }, chosen.name, onClose);
  };
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('add')} closeLabel={all('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <Segmented
          label={t('what')}
          value={kind}
          onChange={(next) => {
            setKind(next);
            setTyped('');
            setError(undefined);
          }}
          options={(['product', 'category', 'customer'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        {kind === 'category' ? (
          <SelectField label={t('kinds.category')} name="category" options={(model?.categories ?? []).map((value) => ({ value, label: value }))} />
        ) : (
          <>
            <TextField label={t(`search.${kind}`)} list="exclusion-choices" required autoComplete="off" value={typed} error={error} hint={chosen?.name ?? t('searchHint')} onChange={(event) => (setTyped(event.target.value), setError(undefined))} />
            <datalist id="exclusion-choices">
              {found.map(({ id, code, name }) => (
                <option key={id} value={code}>
                  {name}
                </option>
              ))}
            </datalist>
          </>
        )}
        <TextField label={t('noteOptional')} name="note" maxLength={500} autoComplete="off" />
        <Button type="submit" variant="primary" size="md" isBusy={isBusy}>
          {t(kind === 'customer' ? 'neverContact' : 'neverRecommend')}
        </Button>
      </form>
    </Dialog>
  );
}
