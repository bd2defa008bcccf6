'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Card, PageHeader, Segmented } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Locale } from '../../platform/locale';
import type { CompanyChoices } from '../../platform/company-choices';
import { useTRPC } from '../../platform/trpc-client';
import { themes, usePreferences } from '../shell/preferences';
import { CompanyForm } from './CompanyForm';
import { Members } from './Members';
import { SettingsNav } from './SettingsNav';

const PasswordDialog = lazy(() => import('./PasswordDialog'));

export function Settings({ choices }: { readonly choices: CompanyChoices }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { locale, setLocale, theme, setTheme } = usePreferences();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <div className="grid max-w-4xl gap-5">
      <PageHeader title={t('settings.title')} description={t('settings.subtitle', { version: session.version })} />
      <SettingsNav role={session.role} />
      <Card title={t('settings.profile')} description={t('settings.signedInAs', { name: session.user.name, email: session.user.email, role: t(`roles.${session.role}`) })}>
        <div className="grid gap-4">
          <Row label={t('settings.language')} hint={t('settings.languageHint')}>
            <Segmented label={t('settings.language')} value={locale} onChange={setLocale} options={Locale.options.map((value) => ({ value, label: t(`languages.${value}`) }))} />
          </Row>
          <Row label={t('settings.theme')} hint={t('settings.themeHint')}>
            <Segmented label={t('settings.theme')} value={theme} onChange={setTheme} options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))} />
          </Row>
          <Row label={t('settings.password.label')} hint={t('settings.password.hint')}>
            <Button onClick={() => setIsChanging(true)}>{t('settings.password.title')}</Button>
          </Row>
        </div>
      </Card>
      {isChanging && (
        <Suspense>
          <PasswordDialog onClose={() => setIsChanging(false)} />
        </Suspense>
      )}
      <CompanyForm {...choices} />
      {mayActAs(session.role, 'manager') && <Members />}
    </div>
  );
}

function Row({ label, hint, children }: { readonly label: string; readonly hint: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div>
        <p className="text-sm font-medium">{label}</p>
        <p className="text-sm text-ink-faint">{hint}</p>
      </div>
      {children}
    </div>
  );
}
