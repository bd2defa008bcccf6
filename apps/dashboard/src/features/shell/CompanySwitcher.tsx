'use client';
import { Building2Icon, ChevronsUpDownIcon, Menu, MenuItem, MenuLabel } from '@almanac/ui';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

/** The company whose data is shown; a menu only for those who belong to several. */
export function CompanySwitcher() {
  const t = useTranslations('shell');
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  // Everything on screen belongs to the old company, so the page is loaded anew.
  const switchTo = useMutation(trpc.session.switchOrganization.mutationOptions({ onSuccess: () => window.location.assign('/') }));
  const name = (
    <>
      <Building2Icon className="size-4 shrink-0 text-ink-faint" aria-hidden />
      <span className="truncate">{session.org.name}</span>
    </>
  );
  if (session.orgs.length < 2) return <p className="flex items-center gap-2 px-2 text-sm font-medium text-ink-soft">{name}</p>;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm font-medium text-ink-soft hover:bg-sunken" aria-label={t('company', { name: session.org.name })}>
          {name}
          <ChevronsUpDownIcon className="ml-auto size-3.5 shrink-0 text-ink-faint" aria-hidden />
        </button>
      }
    >
      <MenuLabel>{t('companies')}</MenuLabel>
      {session.orgs.map((org) => (
        <MenuItem key={org.id} isChecked={org.id === session.org.id} onSelect={() => switchTo.mutate({ orgId: org.id })}>
          {org.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
