'use client';
import { PageHeader, Tabs } from '@almanac/ui';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useView } from '../../platform/use-view';
import { PairList } from './PairList';
import { PairsView } from './recommendation-view';
import { SectionNav } from './SectionNav';
import { WithModel } from './WithModel';

const Bundles = lazy(() => import('./Bundles'));

/** Products that sell together: two at a time, and as bundles. */
export function Pairs() {
  const t = useTranslations('recommendations');
  const [view, setView] = useView(PairsView);
  return (
    <WithModel title={t('sections.pairs')}>
      {(model) => (
        <>
          <PageHeader title={t('sections.pairs')} description={t('pairs.text')} />
          <SectionNav />
          <Tabs
            label={t('sections.pairs')}
            value={view.tab}
            onChange={(tab) => setView({ tab: PairsView.shape.tab.parse(tab) })}
            tabs={[
              { value: 'pairs', label: t('pairs.tab'), content: <PairList categories={model.categories} /> },
              {
                value: 'bundles',
                label: t('bundles.tab'),
                content: (
                  <Suspense>
                    <Bundles />
                  </Suspense>
                ),
              },
            ]}
          />
        </>
      )}
    </WithModel>
  );
}
