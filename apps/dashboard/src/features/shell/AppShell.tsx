'use client';
import { Button, classNames, SearchIcon } from '@almanac/ui';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { lazy, type ReactNode, startTransition, Suspense, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { CompanySwitcher } from './CompanySwitcher';
import { Logo } from './Logo';
import { isOpenPage, pages } from './navigation';
import { PhoneTabs } from './PhoneTabs';
import { UserMenu } from './UserMenu';

// Not part of the first load: few visits search.
const CommandMenu = lazy(() => import('./CommandMenu'));

/** The frame of every page: side bar from a tablet up, a bar of tabs below on a phone. */
export function AppShell({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const [isSearching, setIsSearching] = useState<boolean>();
  const search = () => startTransition(() => setIsSearching(true));
  useEffect(() => {
    const openOnShortcut = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      search();
    };
    window.addEventListener('keydown', openOnShortcut);
    return () => window.removeEventListener('keydown', openOnShortcut);
  }, []);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <a href="#main" className="sr-only rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50">
        {t('skipToContent')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line bg-surface px-3 py-4 md:flex print:hidden">
        <div className="px-2">
          <Logo />
        </div>
        <CompanySwitcher />
        <SearchButton onOpen={search} />
        <nav aria-label={t('mainNavigation')} className="flex flex-col gap-0.5">
          {pages.map(({ key, href, Icon }) => {
            const isOpen = isOpenPage(href, pathname);
            return (
              <Link
                key={key}
                href={href}
                aria-current={isOpen ? 'page' : undefined}
                className={classNames('flex h-8 items-center gap-2.5 rounded-md px-2 text-base font-medium transition-colors', isOpen ? 'bg-accent-soft text-accent-ink' : 'text-ink-soft hover:bg-sunken hover:text-ink')}
              >
                <Icon className="size-4" aria-hidden />
                {t(`pages.${key}`)}
              </Link>
            );
          })}
        </nav>
        <div className="mt-auto">
          <UserMenu />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-14 items-center justify-between gap-3 border-b border-line bg-surface px-4 md:hidden print:hidden">
          <Logo />
          <div className="flex items-center gap-1">
            <Button variant="ghost" size="icon" aria-label={t('search')} onClick={search}>
              <SearchIcon aria-hidden />
            </Button>
            <UserMenu isCompact />
          </div>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[84rem] min-w-0 flex-1 px-4 py-5 pb-24 outline-none sm:px-6 md:py-7 md:pb-10 lg:px-8 print:p-0">
          {children}
        </main>
      </div>
      <PhoneTabs />
      {isSearching !== undefined && (
        <Suspense>
          <CommandMenu isOpen={isSearching} onOpenChange={setIsSearching} />
        </Suspense>
      )}
    </div>
  );
}

function SearchButton({ onOpen }: { readonly onOpen: () => void }) {
  const t = useTranslations('shell');
  return (
    <button type="button" onClick={onOpen} aria-keyshortcuts="Control+K Meta+K" className="flex h-8 items-center gap-2 rounded-md border border-line bg-canvas px-2 text-sm text-ink-faint transition-colors hover:border-line-strong hover:text-ink">
      <SearchIcon className="size-4" aria-hidden />
      {t('search')}
      <kbd className="ml-auto rounded border border-line bg-surface px-1 font-sans text-2xs" aria-hidden>
        Ctrl K
      </kbd>
    </button>
  );
}
