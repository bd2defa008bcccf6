'use client';
import { Button, Card, EmptyState, SelectField, Table, UserRoundIcon } from '@almanac/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { audienceSizes, AudienceView, customerPath } from './recommendation-view';
import { RemovedNote } from './RemovedNote';
import { useReasonText } from './use-words';

const shows = audienceSizes;

/** Whom to tell about a product, the likeliest first, with the reason for each. */
export function Audience({ data, isMarketer }: { readonly data: Outputs['recommendation']['product']; readonly isMarketer: boolean }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const reasonText = useReasonText();
  const [view, setView] = useView(AudienceView);
  const { data: model } = useQuery(trpc.recommendation.overview.queryOptions());
  const segments = model?.segments ?? [];
  const { members, contactable, removed, responseDays, product } = data;
  const why = (row: (typeof members)[number]) => (product.isCold && product.category !== null && row.reasons.length === 0 && row.kind === 'new' ? t('reason.coldProduct', { category: product.category }) : reasonText(row));
  const more = shows[shows.indexOf(view.show) + 1];
  return (
    <Card
      title={t('whoToTell')}
      description={t('whoToTellText', { days: responseDays })}
      isFlush
      actions={
        segments.length > 1 && (
          <SelectField label={t('segment')} isLabelHidden className="w-44" value={view.segment ?? ''} options={[{ value: '', label: t('allSegments') }, ...segments.map((value) => ({ value, label: value }))]} onChange={(event) => setView({ segment: event.target.value || undefined })} />
        )
      }
    >
      {!isMarketer ? (
        <EmptyState icon={<UserRoundIcon />} title={t('notForRole.title')} description={t('notForRole.text')} />
      ) : members.length === 0 ? (
        <EmptyState icon={<UserRoundIcon />} title={t('nobodyToTell')} description={t('nobodyToTellText')} />
      ) : (
        <Table
          caption={t('whoToTell')}
          rows={members}
          rowKey={({ id }) => String(id)}
          columns={[
            {
              id: 'customer',
              header: t('customer'),
              cell: (row) => (
                <Link href={customerPath(row.id)} className="block min-w-28 rounded-sm hover:text-accent-ink">
                  <span className="block font-medium">{row.name ?? row.code}</span>
                  <span className="block text-xs text-ink-faint">{[row.segment, row.country].filter(Boolean).join(' · ')}</span>
                </Link>
              ),
            },
            { id: 'why', header: t('why'), cell: (row) => <span className="block min-w-36 text-ink-soft">{why(row)}</span> },
            { id: 'chance', header: t('chanceIn', { days: responseDays }), align: 'end', cell: (row) => f.percent(row.probability) },
            { id: 'revenue', header: t('expectedRevenue'), align: 'end', isSecondary: true, cell: (row) => f.moneyCents(row.expectedRevenueMinor) },
          ]}
        />
      )}
      {(removed.length > 0 || (more !== undefined && members.length < contactable && isMarketer)) && (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5">
          <RemovedNote removed={removed} of="customers" />
          {more !== undefined && members.length < contactable && isMarketer && <Button onClick={() => setView({ show: more })}>{t('showMore', { count: Math.min(Number(more), contactable) })}</Button>}
        </div>
      )}
    </Card>
  );
}
