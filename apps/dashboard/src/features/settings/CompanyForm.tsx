'use client';
import { Button, Card, Facts, SelectField, TextField, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { CompanyChoices } from '../../platform/company-choices';
import { useTRPC } from '../../platform/trpc-client';

/** What the company is called and counts in: a form for its owner, facts for everyone else. */
export function CompanyForm({ currencies, timeZones }: CompanyChoices) {
  const t = useTranslations();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { org } = session;
  const update = useMutation(
    trpc.company.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        router.refresh();
        toast.success(t('settings.saved'));
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    update.mutate({ name: String(form.get('name')), currency: String(form.get('currency')), timeZone: String(form.get('timeZone')) });
  };
  return (
    <Card title={t('settings.company')} description={t('settings.companyText')}>
      {session.role === 'owner' ? (
        <form key={org.id} onSubmit={submit} className="grid gap-4 sm:grid-cols-3">
          <TextField label={t('settings.companyName')} name="name" required maxLength={120} defaultValue={org.name} className="h-8" />
          <SelectField label={t('settings.currency')} name="currency" defaultValue={org.currency} options={currencies.map((value) => ({ value, label: value }))} />
          <SelectField label={t('settings.timeZone')} name="timeZone" defaultValue={org.timeZone} options={timeZones.map((value) => ({ value, label: value }))} />
          <div className="sm:col-span-3">
            <Button type="submit" variant="primary" isBusy={update.isPending}>
              {t('settings.save')}
            </Button>
          </div>
        </form>
      ) : (
        <Facts
          items={[
            { label: t('settings.companyName'), value: org.name },
            { label: t('settings.currency'), value: org.currency },
            { label: t('settings.timeZone'), value: org.timeZone },
          ]}
        />
      )}
    </Card>
  );
}
