'use client';
import { mayActAs, type Role } from '@almanac/data/contract';
import { classNames } from '@almanac/ui';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';

const sections = [
  { key: 'general', href: '/settings', role: 'viewer' },
  { key: 'tokens', href: '/settings/tokens', role: 'owner' },
  { key: 'webhooks', href: '/settings/webhooks', role: 'owner' },
  { key: 'privacy', href: '/settings/privacy', role: 'owner' },
  { key: 'audit', href: '/settings/audit', role: 'manager' },
] as const;

/** The pages of the settings that somebody with a role may open, side by side; nothing where there is one only. */
export function SettingsNav({ role }: { readonly role: Role }) {
  const t = useTranslations('settings');
  const pathname = usePathname();
  const open = sections.filter((section) => mayActAs(role, section.role));
  if (open.length < 2) return null;
  return (
    <nav aria-label={t('sectionsLabel')} className="flex gap-5 overflow-x-auto border-b border-line print:hidden">
      {open.map(({ key, href }) => {
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
