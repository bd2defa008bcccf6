'use client';
import { Role } from '@almanac/data/contract';
import { Button, Dialog, SelectField, TextField } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

export function AddMemberDialog({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const [isOpen, setIsOpen] = useState(false);
  const add = useMutation(
    trpc.company.addMember.mutationOptions({
      onSuccess: async () => {
        setIsOpen(false);
        await onAdded();
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    add.mutate({ name: text('name'), email: text('email'), password: text('password'), role: Role.parse(text('role')) });
  };
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('settings.addMember')}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title={t('settings.addMember')} closeLabel={t('actions.close')}>
        <form onSubmit={submit} className="grid gap-4">
          <TextField label={t('settings.name')} name="name" required maxLength={120} autoComplete="off" />
          <TextField label={t('session.email')} name="email" type="email" required autoComplete="off" />
          <TextField label={t('settings.firstPassword')} name="password" type="password" required minLength={10} maxLength={128} autoComplete="new-password" hint={t('session.passwordHint')} />
          <SelectField label={t('settings.role')} name="role" defaultValue="viewer" options={Role.options.map((value) => ({ value, label: t(`roles.${value}`) }))} />
          <Button type="submit" variant="primary" size="md" isBusy={add.isPending}>
            {t('settings.addMember')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}
