'use client';
import { BoxesIcon, Callout, Card, EmptyState, HeatTable, PageHeader, Segmented } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { type AffinityCell, prepareAffinity } from './prepare-affinity';
import { affinityMeasures, AffinityView } from './recommendation-view';
import { SectionNav } from './SectionNav';
import { WithModel } from './WithModel';

/** How customers of one category take to the others. */
export function Affinity() {
  const t = useTranslations('recommendations');
  return <WithModel title={t('sections.categories')}>{() => <Matrix />}</WithModel>;
}

function Matrix() {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(AffinityView);
  const { data: affinities } = useSuspenseQuery(trpc.recommendation.affinity.queryOptions());
  const { categories, cells } = useMemo(() => prepareAffinity(affinities, view.measure), [affinities, view.measure]);
  const shown = ({ value }: AffinityCell) => (view.measure === 'lift' ? t('times', { times: f.quantity(value) }) : f.percentWhole(value));
  const sentence = ({ affinity: { from, to, share, lift, liftLow, liftHigh, customers } }: AffinityCell) =>
    t('affinity.sentence', { from, to, share: f.percentWhole(share), customers: f.integer(customers), times: f.quantity(lift), low: f.quantity(liftLow), high: f.quantity(liftHigh) });
  return (
    <>
      <PageHeader
        title={t('sections.categories')}
        description={t('affinity.text')}
        actions={<Segmented label={t('affinity.measure')} value={view.measure} onChange={(measure) => setView({ measure })} options={affinityMeasures.map((value) => ({ value, label: t(`affinity.measures.${value}`) }))} />}
      />
      <SectionNav />
      <Callout title={t(`affinity.howTitle.${view.measure}`)}>{t(`affinity.how.${view.measure}`)}</Callout>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {categories.length < 2 ? (
          <EmptyState icon={<BoxesIcon />} title={t('affinity.none')} description={t('affinity.noneText')} />
        ) : (
          <HeatTable
            caption={t('affinity.caption')}
            corner={t('affinity.corner')}
            rows={categories.map((name, row) => ({ id: name, label: name, cells: (cells[row] ?? []).map((cell) => cell && { text: shown(cell), title: sentence(cell), strength: cell.strength, isFaint: view.measure === 'lift' && cell.strength === 0 }) }))}
            columns={categories}
          />
        )}
      </Card>
    </>
  );
}
