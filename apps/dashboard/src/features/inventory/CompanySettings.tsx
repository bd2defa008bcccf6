'use client';
import type { CompanyInventorySettings } from '@almanac/data/contract';
import { Button, Card, TextField, toast } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

/** Costs and limits that hold for the whole company. */
export function CompanySettings({ settings, mayEdit }: { readonly settings: CompanyInventorySettings; readonly mayEdit: boolean }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.inventory.setSettings.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.inventory.pathKey() });
        toast.success(t('inventory.policy.saved'));
      },
    }),
  );
  const minorPerMajor = Math.round(1 / f.toMajor(1));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (field: string) => Number(form.get(field));
    save.mutate({ orderCostMinor: Math.round(number('orderCost') * minorPerMajor), holdingRate: number('holdingRate') / 100, defaultLeadTimeDays: number('defaultLeadTimeDays'), deadAfterDays: number('deadAfterDays'), excessAfterDays: number('excessAfterDays') });
  };
  const field = (name: string, label: string, value: number, min: number, max: number, step: number | 'any' = 1) => <TextField label={label} name={name} type="number" required disabled={!mayEdit} min={min} max={max} step={step} defaultValue={value} />;
  return (
    <Card title={t('inventory.policy.companyTitle')} description={t('inventory.policy.companyText')}>
      <form key={JSON.stringify(settings)} onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
        {field('orderCost', t('inventory.policy.orderCost', { currency: f.currency }), f.toMajor(settings.orderCostMinor), 0, 1e6, 'any')}
        {field('holdingRate', t('inventory.policy.holdingRate'), Math.round(settings.holdingRate * 1000) / 10, 0, 200, 'any')}
        {field('defaultLeadTimeDays', t('inventory.policy.defaultLeadTimeDays'), settings.defaultLeadTimeDays, 0, 365)}
        {field('deadAfterDays', t('inventory.policy.deadAfterDays'), settings.deadAfterDays, 14, 1000)}
        {field('excessAfterDays', t('inventory.policy.excessAfterDays'), settings.excessAfterDays, 14, 1000)}
        {mayEdit && (
          <div className="self-end">
            <Button type="submit" variant="primary" size="md" isBusy={save.isPending}>
              {t('settings.save')}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}
