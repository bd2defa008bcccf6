'use client';
import { Button, SelectField, TextField } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CompanyChoices } from '../../platform/company-choices';
import { useTRPC } from '../../platform/trpc-client';
import { signIn } from './auth';

/** The first page of an empty installation: the company, and the account of its owner. */
export function FirstCompanyForm({ currencies, timeZones }: CompanyChoices) {
  const t = useTranslations();
  const trpc = useTRPC();
  const [zone, setZone] = useState('UTC');
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (timeZones.includes(here)) setZone(here);
  }, [timeZones]);
  const create = useMutation(trpc.session.createCompany.mutationOptions());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const account = { email: text('email'), password: text('password') };
    try {
      await create.mutateAsync({ companyName: text('companyName'), currency: text('currency'), timeZone: text('timeZone'), name: text('name'), ...account });
    } catch {
      return; // a toast has said why
    }
    window.location.assign((await signIn(account)) === 'signed_in' ? '/data' : '/sign-in');
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <TextField label={t('settings.companyName')} name="companyName" required maxLength={120} autoComplete="organization" />
      <div className="grid grid-cols-2 gap-3">
        <SelectField label={t('settings.currency')} name="currency" defaultValue="USD" options={currencies.map((value) => ({ value, label: value }))} />
        <SelectField label={t('settings.timeZone')} name="timeZone" value={zone} onChange={(event) => setZone(event.target.value)} options={timeZones.map((value) => ({ value, label: value }))} />
      </div>
      <TextField label={t('session.yourName')} name="name" required maxLength={120} autoComplete="name" />
      <TextField label={t('session.email')} name="email" type="email" required autoComplete="username" />
      <TextField label={t('session.password')} name="password" type="password" required minLength={10} maxLength={128} autoComplete="new-password" hint={t('session.passwordHint')} />
      <Button type="submit" variant="primary" size="md" isBusy={create.isPending}>
        {t('session.createCompany')}
      </Button>
    </form>
  );
}
