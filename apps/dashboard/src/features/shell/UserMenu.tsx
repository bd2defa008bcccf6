'use client';
import { LanguagesIcon, LogOutIcon, Menu, MenuItem, MenuLabel, MenuSeparator, MonitorCogIcon, MoonIcon, SunIcon, toast } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Locale } from '../../platform/locale';
import { useTRPC } from '../../platform/trpc-client';
import { signOut } from '../session/auth';
import { themes, usePreferences } from './preferences';

const themeIcons = { light: SunIcon, dark: MoonIcon, system: MonitorCogIcon };

export function UserMenu({ isCompact = false }: { readonly isCompact?: boolean }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { locale, setLocale, theme, setTheme } = usePreferences();
  const leave = async () => {
    if (await signOut()) window.location.assign('/sign-in');
    else toast.error(t('errors.server.unavailable'));
  };
  const initials = session.user.name.split(/\s+/).map((word) => word[0]).join('').slice(0, 2).toUpperCase();
  return (
    <Menu
      align={isCompact ? 'end' : 'start'}
      trigger={
        <button type="button" aria-label={t('shell.userMenu', { name: session.user.name })} className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-sunken">
          <span aria-hidden className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink">
            {initials}
          </span>
          {!isCompact && (
            <span className="min-w-0">
              <span className="block truncate text-sm font-medium text-ink">{session.user.name}</span>
              <span className="block truncate text-xs text-ink-faint">{t(`roles.${session.role}`)}</span>
            </span>
          )}
        </button>
      }
    >
      <MenuLabel>{session.user.email}</MenuLabel>
      <MenuSeparator />
      <MenuLabel>{t('settings.language')}</MenuLabel>
      {Locale.options.map((option) => (
        <MenuItem key={option} isChecked={option === locale} onSelect={() => setLocale(option)}>
          <LanguagesIcon aria-hidden />
          {t(`languages.${option}`)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuLabel>{t('settings.theme')}</MenuLabel>
      {themes.map((option) => {
        const Icon = themeIcons[option];
        return (
          <MenuItem key={option} isChecked={option === theme} onSelect={() => setTheme(option)}>
            <Icon aria-hidden />
            {t(`themes.${option}`)}
          </MenuItem>
        );
      })}
      <MenuSeparator />
      <MenuItem onSelect={() => void leave()}>
        <LogOutIcon aria-hidden />
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  );
}
