'use client';
import { classNames, EllipsisIcon, Menu, MenuItem } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';
import { isOpenPage, pages, pagesOnPhone } from './navigation';

const tab = 'flex h-14 w-full min-w-0 flex-col items-center justify-center gap-0.5 text-2xs font-medium';
const colour = (isOpen: boolean) => (isOpen ? 'text-accent-ink' : 'text-ink-faint');

/** The bar of tabs on a phone: the pages of the person's work, and a menu of the others. */
export function PhoneTabs() {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const router = useRouter();
  const { data: session } = useSuspenseQuery(useTRPC().session.me.queryOptions());
  const shown = pagesOnPhone(session.role);
  const others = pages.filter((page) => !shown.includes(page));
  return (
    <nav aria-label={t('mainNavigation')} className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden">
      {shown.map(({ key, href, Icon }) => (
        <Link key={key} href={href} aria-current={isOpenPage(href, pathname) ? 'page' : undefined} className={classNames(tab, colour(isOpenPage(href, pathname)))}>
          <Icon className="size-5" aria-hidden />
          <span className="max-w-full truncate px-0.5">{t(`pages.${key}`)}</span>
        </Link>
      ))}
      <Menu
        align="end"
        trigger={
          <button type="button" className={classNames(tab, colour(others.some(({ href }) => isOpenPage(href, pathname))))}>
            <EllipsisIcon className="size-5" aria-hidden />
            {t('more')}
          </button>
        }
      >
        {others.map(({ key, href, Icon }) => (
          <MenuItem key={key} onSelect={() => router.push(href)}>
            <Icon aria-hidden />
            {t(`pages.${key}`)}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}
