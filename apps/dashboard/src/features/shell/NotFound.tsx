'use client';
import { Button, EmptyState, icons } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';

export function NotFound() {
  const t = useTranslations('shell');
  return (
    <EmptyState
      isWholePage
      icon={<icons.Search />}
      title={t('notFoundTitle')}
      description={t('notFoundText')}
      action={
        <Button asChild variant="primary">
          <Link href="/">{t('toOverview')}</Link>
        </Button>
      }
    />
  );
}
