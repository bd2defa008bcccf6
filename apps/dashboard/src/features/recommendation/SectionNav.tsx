'use client';
import { mayActAs } from '@almanac/data/contract';
import { classNames } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

const sections = [
  { key: 'overview', href: '/recommendations' },
  { key: 'customers', href: '/recommendations/customers' },
  { key: 'products', href: '/recommendations/products' },
  { key: 'pairs', href: '/recommendations/pairs' },
  { key: 'categories', href: '/recommendations/categories' },
  { key: 'model', href: '/recommendations/model' },
  { key: 'rules', href: '/recommendations/rules' },
] as const;

/** The pages of recommendations side by side; names of people are for those whose work it is to write to them. */
export function SectionNav() {
  const t = useTranslations('recommendations');
  const trpc = useTRPC();
  const pathname = usePathname();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  return (
    <nav aria-label={t('sectionsLabel')} className="flex gap-5 overflow-x-auto border-b border-line print:hidden">
      {sections
        .filter(({ key }) => key !== 'customers' || mayActAs(session.role, 'marketer'))
        .map(({ key, href }) => {
          const isOpen = pathname === href;
          return (
            <Link key={key} href={href} aria-current={isOpen ? 'page' : undefined} className={classNames('-mb-px flex h-9 items-center border-b-2 text-base font-medium whitespace-nowrap transition-colors hover:text-ink', isOpen ? 'border-accent text-ink' : 'border-transparent text-ink-faint')}>
              {t(`sections.${key}`)}
            </Link>
          );
        })}
    </nav>
  );
}
