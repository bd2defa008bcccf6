'use client';
import { Card, EmptyState, PageHeader, UserRoundIcon } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { SectionNav } from './SectionNav';

/** Instead of names of people, for those whose work it is not to write to them. */
export function NotForRole() {
  const t = useTranslations('recommendations');
  return (
    <div className="grid gap-5">
      <PageHeader title={t('sections.customers')} />
      <SectionNav />
      <Card>
        <EmptyState icon={<UserRoundIcon />} title={t('notForRole.title')} description={t('notForRole.text')} />
      </Card>
    </div>
  );
}
