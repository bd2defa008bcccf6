'use client';
import { PolicyKind, type PolicyRule, type PolicyValues, ServiceMeasure, type SetPolicy } from '@almanac/data/contract';
import { Button, Dialog, SelectField, Skeleton, TextField, toast } from '@almanac/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

type Scope = SetPolicy['scope'];
type PolicyDialogProps = { readonly name: string; readonly scopes: readonly { readonly label: string; readonly scope: Scope }[]; readonly onClose: () => void };

/** A rule's values; what is left open follows the wider rule. */
export function PolicyDialog({ name, scopes, onClose }: PolicyDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: policies } = useQuery(trpc.inventory.policies.queryOptions());
  const [at, setAt] = useState(0);
  const chosen = scopes[at];
  const save = useMutation(
    trpc.inventory.setPolicy.mutationOptions({
      onSuccess: async () => {
        onClose();
        await queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() });
        toast.success(t('inventory.policy.saved'));
      },
    }),
  );
  if (!chosen) return null;
  const values = policies?.rules.find((rule) => isSameScope(rule.scope, chosen.scope))?.values ?? {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ scope: chosen.scope, values: readValues(new FormData(event.currentTarget)) });
  };
  const open = { value: '', label: t('inventory.policy.inheritPlain') };
  const number = (field: 'target' | 'reviewPeriodDays' | 'orderQuantity' | 'shelfLifeDays', value: number | null | undefined, limits: { readonly min: number; readonly max: number; readonly step: number | 'any' }, hint?: string) => (
    <TextField label={t(`inventory.policy.fields.${field}`)} name={field} type="number" {...limits} hint={hint} placeholder={t('inventory.policy.inheritPlain')} defaultValue={value ?? ''} />
  );
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.policy.editTitle', { name })} closeLabel={t('actions.close')}>
      {!policies ? (
        <Skeleton className="h-60" />
      ) : (
        <form key={at} onSubmit={submit} className="grid gap-4">
          {scopes.length > 1 && <SelectField label={t('inventory.policy.where')} value={String(at)} options={scopes.map(({ label }, index) => ({ value: String(index), label }))} onChange={(event) => setAt(Number(event.target.value))} />}
          <SelectField label={t('inventory.policy.fields.kind')} name="kind" defaultValue={values.kind ?? ''} options={[open, ...PolicyKind.options.map((value) => ({ value, label: t(`inventory.policy.kinds.${value}`) }))]} />
          <SelectField label={t('inventory.policy.fields.measure')} name="measure" defaultValue={values.measure ?? ''} options={[open, ...ServiceMeasure.options.map((value) => ({ value, label: t(`inventory.policy.measures.${value}`) }))]} />
          <div className="grid grid-cols-2 gap-4">
            {number('target', values.target == null ? null : Math.round(values.target * 1000) / 10, { min: 50, max: 99.9, step: 0.1 }, t('inventory.policy.percentHint'))}
            {number('reviewPeriodDays', values.reviewPeriodDays, { min: 1, max: 180, step: 1 })}
            {number('orderQuantity', values.orderQuantity, { min: 0.001, max: 1e9, step: 'any' })}
            {number('shelfLifeDays', values.shelfLifeDays, { min: 1, max: 3650, step: 1 })}
          </div>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" isBusy={save.isPending}>
              {t('settings.save')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function readValues(form: FormData): PolicyValues {
  const number = (field: string) => (String(form.get(field) ?? '') === '' ? null : Number(form.get(field)));
  const target = number('target');
  return {
    kind: PolicyKind.safeParse(form.get('kind')).data ?? null,
    measure: ServiceMeasure.safeParse(form.get('measure')).data ?? null,
    target: target === null ? null : target / 100,
    reviewPeriodDays: number('reviewPeriodDays'),
    orderQuantity: number('orderQuantity'),
    shelfLifeDays: number('shelfLifeDays'),
  };
}

export function isSameScope(rule: PolicyRule['scope'], scope: Scope): boolean {
  if (rule.kind === 'class' && scope.kind === 'class') return rule.abc === scope.abc && rule.xyz === (scope.xyz ?? null);
  if (rule.kind === 'product' && scope.kind === 'product') return rule.productId === scope.productId && rule.locationId === (scope.locationId ?? null);
  return rule.kind === scope.kind && rule.kind === 'company';
}
