'use client';
import { Button, EmptyState, SearchIcon } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';

export function NotFound() {
  const t = useTranslations('shell');
  return (
    <EmptyState
      isWholePage
      icon={<SearchIcon />}
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
