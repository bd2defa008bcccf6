'use client';
import { Button, Callout, Dialog, TextField, toast } from '@almanac/ui';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { changePassword, type PasswordOutcome } from '../session/auth';

/** One's own password; every other session of the person ends with it. */
export default function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  const [isBusy, setIsBusy] = useState(false);
  const [outcome, setOutcome] = useState<PasswordOutcome>();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    const result = await changePassword({ current: String(form.get('current')), next: String(form.get('next')) });
    setIsBusy(false);
    setOutcome(result);
    if (result !== 'changed') return;
    onClose();
    toast.success(t('settings.password.changed'));
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('settings.password.title')} closeLabel={t('actions.close')}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <TextField label={t('settings.password.current')} name="current" type="password" required maxLength={128} autoComplete="current-password" error={outcome === 'wrong_password' ? t('settings.password.wrong') : undefined} />
        <TextField label={t('settings.password.next')} name="next" type="password" required minLength={10} maxLength={128} autoComplete="new-password" hint={t('session.passwordHint')} />
        {outcome === 'unreachable' && <Callout tone="bad" isAlert title={t('errors.server.unavailable')} />}
        {outcome === 'too_many_attempts' && <Callout tone="bad" isAlert title={t('session.outcome.too_many_attempts')} />}
        <p className="text-sm text-ink-faint">{t('settings.password.text')}</p>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {t('settings.password.change')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
