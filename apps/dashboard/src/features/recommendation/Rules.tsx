'use client';
import { mayActAs, type RecommendationExclusion } from '@almanac/data/contract';
import { Badge, BanIcon, Button, Callout, Card, EmptyState, PageHeader, PlusIcon, Table } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { SectionNav } from './SectionNav';
import { SettingsForm } from './SettingsForm';
import { useExclusions } from './use-exclusions';

const ExclusionDialog = lazy(() => import('./ExclusionDialog'));

/** What a company allows to be recommended, to whom and how often. */
export function Rules() {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: rules } = useSuspenseQuery(trpc.recommendation.settings.queryOptions());
  const { allow } = useExclusions();
  const [isAdding, setIsAdding] = useState(false);
  const mayEdit = mayActAs(session.role, 'marketer');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader title={t('sections.rules')} description={t('rules.text')} />
      <SectionNav />
      {!mayEdit && <Callout title={t('rules.readOnly')} />}
      <SettingsForm key={JSON.stringify(rules.settings)} settings={rules.settings} mayEdit={mayEdit} />
      <Card
        title={t('rules.exclusions')}
        description={t('rules.exclusionsText')}
        isFlush
        actions={
          mayEdit && (
            <Button onClick={() => setIsAdding(true)}>
              <PlusIcon aria-hidden />
              {t('rules.add')}
            </Button>
          )
        }
      >
        {rules.exclusions.length === 0 ? (
          <EmptyState icon={<BanIcon />} title={t('rules.noExclusions')} description={t('rules.noExclusionsText')} />
        ) : (
          <Table
            caption={t('rules.exclusions')}
            rows={rules.exclusions}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                id: 'what',
                header: t('rules.what'),
                cell: (row) => (
                  <span className="block min-w-32">
                    <span className="block font-medium">{row.name ?? row.code}</span>
                    {row.name !== null && <span className="block text-xs text-ink-faint">{row.code}</span>}
                  </span>
                ),
              },
              { id: 'kind', header: t('kind'), cell: (row) => <Badge>{t(`rules.kinds.${row.kind}`)}</Badge> },
              { id: 'note', header: t('rules.note'), isSecondary: true, cell: (row) => <span className="text-ink-soft">{row.note}</span> },
              { id: 'by', header: t('rules.by'), isSecondary: true, cell: (row) => t('rules.byOn', { name: row.createdBy, date: f.date(f.isoDate(row.createdAt)) }) },
              ...(mayEdit
                ? [
                    {
                      id: 'remove',
                      header: <span className="sr-only">{t('rules.allow')}</span>,
                      align: 'end' as const,
                      cell: (row: RecommendationExclusion) => (
                        <Button variant="ghost" onClick={() => allow(row)}>
                          {t('rules.allow')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Card>
      {isAdding && (
        <Suspense>
          <ExclusionDialog onClose={() => setIsAdding(false)} />
        </Suspense>
      )}
    </div>
  );
}
