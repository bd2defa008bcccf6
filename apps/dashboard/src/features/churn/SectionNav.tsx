'use client';
import { classNames } from '@almanac/ui';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';

const sections = [
  { key: 'customers', href: '/churn' },
  { key: 'segments', href: '/churn/segments' },
  { key: 'model', href: '/churn/model' },
  { key: 'settings', href: '/churn/settings' },
] as const;

/** The pages of churn side by side. */
export function SectionNav() {
  const t = useTranslations('churn');
  const pathname = usePathname();
  return (
    <nav aria-label={t('sectionsLabel')} className="flex gap-5 overflow-x-auto border-b border-line print:hidden">
      {sections.map(({ key, href }) => {
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
