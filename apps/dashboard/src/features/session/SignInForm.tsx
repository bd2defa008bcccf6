'use client';
import { Button, Callout, ChevronRightIcon, TextField } from '@almanac/ui';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Outputs } from '../../platform/trpc-client';
import { signIn, type SignInOutcome } from './auth';

type SignInFormProps = { readonly next: string; readonly demo: Outputs['session']['welcome']['demo'] };

export function SignInForm({ next, demo }: SignInFormProps) {
  const t = useTranslations();
  const [outcome, setOutcome] = useState<SignInOutcome>();
  const [busyWith, setBusyWith] = useState<string>();
  const enter = async (email: string, password: string) => {
    setBusyWith(email);
    const result = await signIn({ email, password });
    setOutcome(result);
    // A full load, so that nothing of a session before this one stays in memory.
    if (result === 'signed_in') window.location.assign(next);
    else setBusyWith(undefined);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter(String(form.get('email')), String(form.get('password')));
  };
  return (
    <div className="grid gap-5">
      <form onSubmit={submit} className="grid gap-4">
        {outcome !== undefined && outcome !== 'signed_in' && <Callout tone="bad" isAlert title={t(`session.outcome.${outcome}`)} />}
        <TextField label={t('session.email')} name="email" type="email" autoComplete="username" required defaultValue={demo ? demo.users[1]?.email : undefined} />
        <TextField label={t('session.password')} name="password" type="password" autoComplete="current-password" required defaultValue={demo?.password} />
        <Button type="submit" variant="primary" size="md" isBusy={busyWith !== undefined}>
          {t('session.signIn')}
        </Button>
      </form>
      {demo && (
        <section aria-label={t('session.demoTitle')} className="border-t border-line pt-4">
          <h2 className="text-sm font-medium text-ink">{t('session.demoTitle')}</h2>
          <p className="text-sm text-ink-faint">{t('session.demoText', { password: demo.password })}</p>
          <ul className="mt-3 grid gap-1.5">
            {demo.users.map(({ email, role }) => (
              <li key={email}>
                <button type="button" disabled={busyWith !== undefined} onClick={() => void enter(email, demo.password)} className="group flex w-full items-center gap-3 rounded-md border border-line px-3 py-2 text-left transition-colors hover:border-accent hover:bg-accent-soft disabled:opacity-60">
                  <span className="min-w-0 flex-1">
                    <span className="block text-sm font-medium text-ink">{t(`roles.${role}`)}</span>
                    <span className="block truncate text-xs text-ink-faint">{t(`roleHints.${role}`)}</span>
                  </span>
                  <span className="sr-only">{email}</span>
                  <ChevronRightIcon className="size-4 text-ink-faint" aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
