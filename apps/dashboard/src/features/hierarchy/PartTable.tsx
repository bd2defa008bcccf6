'use client';
import { Delta, Table } from '@almanac/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { searchOf } from '../../platform/use-view';
import { seriesPath } from '../forecasting/forecast-view';
import { HierarchyView } from './hierarchy-view';
import { type AggregateName, type Hierarchy, useAggregateName } from './names';
import { roundToSum } from './round-to-sum';

type Row = {
  readonly key: string;
  readonly href: string | null;
  readonly name: string;
  readonly detail: string | null;
  readonly nextMean: number;
  readonly shown: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly change: number | null;
  readonly isSum?: boolean;
};

export const hierarchyHref = (view: HierarchyView, { level, key }: AggregateName) => `/forecasts/hierarchy?${searchOf(HierarchyView, { ...view, level, key })}`;

/** The parts of an aggregate, largest first, with figures that add up as they are shown. */
export function PartTable({ data, view }: { readonly data: Hierarchy; readonly view: HierarchyView }) {
  const t = useTranslations();
  const f = useFormatters();
  const rows = useRows(data, view);
  return (
    <Table
      caption={t('hierarchy.parts')}
      rows={rows}
      rowKey={({ key }) => key}
      isEmphasized={({ isSum }) => isSum === true}
      columns={[
        {
          id: 'name',
          header: t('hierarchy.part'),
          cell: ({ href, name, detail }) => (
            <span className="block min-w-0">
              {href === null ? name : <Link href={href} className="rounded-sm font-medium hover:text-accent-ink">{name}</Link>}
              {detail !== null && <span className="block text-xs text-ink-faint">{detail}</span>}
            </span>
          ),
        },
        { id: 'forecast', header: t('forecasts.forecastItems'), align: 'end', cell: ({ shown }) => f.quantity(shown) },
        { id: 'share', header: t('hierarchy.share'), align: 'end', isSecondary: true, cell: ({ nextMean }) => (data.node.nextMean > 0 ? f.percent(nextMean / data.node.nextMean) : '—') },
        { id: 'interval', header: t('terms.interval80'), align: 'end', isSecondary: true, cell: ({ interval }) => (interval === null ? '—' : t('forecasts.range', { lower: f.quantity(interval.lower), upper: f.quantity(interval.upper) })) },
        { id: 'change', header: t('forecasts.change'), align: 'end', cell: ({ change }) => (change === null ? '—' : <Delta text={f.percentSigned(change)} direction={change > 0.0005 ? 1 : change < -0.0005 ? -1 : 0} />) },
      ]}
    />
  );
}

function useRows({ node, parts, rest }: Hierarchy, view: HierarchyView): Row[] {
  const t = useTranslations('hierarchy');
  const nameOf = useAggregateName();
  const means = [...parts.map(({ nextMean }) => nextMean), ...(rest === null ? [] : [rest.nextMean])];
  const digits = node.nextMean < 100 ? 1 : 0;
  const shown = roundToSum(means, node.nextMean, digits);
  const rows = parts.map(({ aggregate, series, seriesCount, nextMean, nextLower, nextUpper, change }, index): Row => {
    const figures = { nextMean, shown: shown[index]!, interval: { lower: nextLower, upper: nextUpper }, change };
    if (series !== null) return { ...figures, key: `s${series.id}`, href: seriesPath(series.id, view.frequency), name: series.product, detail: series.location };
    if (aggregate === null) return { ...figures, key: String(index), href: null, name: '—', detail: null };
    return { ...figures, key: `${aggregate.level}/${aggregate.key}`, href: hierarchyHref(view, aggregate), name: nameOf(aggregate, node.level), detail: t('seriesCount', { count: seriesCount }) };
  });
  if (rest !== null) rows.push({ key: 'rest', href: null, name: t('rest', { count: rest.seriesCount }), detail: null, nextMean: rest.nextMean, shown: shown.at(-1)!, interval: null, change: null });
  const sum: Row = { key: 'sum', href: null, name: t('sum'), detail: null, nextMean: node.nextMean, shown: Math.round(node.nextMean * 10 ** digits) / 10 ** digits, interval: { lower: node.nextLower, upper: node.nextUpper }, change: node.change, isSum: true };
  return [...rows, sum];
}
