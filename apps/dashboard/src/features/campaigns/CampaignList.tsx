'use client';
import { CampaignStatus, type CampaignSummary, mayActAs } from '@almanac/data/contract';
import { Badge, Button, Card, EmptyState, PageHeader, PlusIcon, SelectField, SendIcon, Table } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { CampaignsView, listInput } from './campaigns-view';
import { StatusBadge } from './StatusBadge';
import { usePoints, useRange, useSubject, verdictTone } from './words';

/** Every campaign: what is due, whose it is, and what came of those that were sent. */
export function CampaignList() {
  const t = useTranslations('campaigns');
  const f = useFormatters();
  const trpc = useTRPC();
  const subject = useSubject();
  const [view, setView] = useView(CampaignsView);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const list = useInfiniteQuery(trpc.campaigns.list.infiniteQueryOptions(listInput(view), { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData }));
  const campaigns = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = view.q !== '' || view.status !== undefined;
  const start = mayActAs(session.role, 'marketer') && (
    <Button asChild variant="primary">
      <Link href="/campaigns/new">
        <PlusIcon aria-hidden />
        {t('new')}
      </Link>
    </Button>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PageHeader title={t('title')} description={t('subtitle')} actions={start} />
      <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
        <SearchInput label={t('search')} value={view.q} onSearch={(q) => setView({ q })} className="sm:w-72" />
        <SelectField
          label={t('status')}
          isLabelHidden
          className="sm:w-44"
          options={[{ value: '', label: t('allStatuses') }, ...CampaignStatus.options.map((value) => ({ value, label: t(`statuses.${value}`) }))]}
          value={view.status ?? ''}
          onChange={(event) => setView({ status: CampaignStatus.safeParse(event.target.value).data })}
        />
      </search>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {!list.isPending && campaigns.length === 0 ? (
          <EmptyState icon={<SendIcon />} title={t(isFiltered ? 'noMatch' : 'emptyTitle')} description={isFiltered ? undefined : t('emptyText')} action={!isFiltered && start} />
        ) : (
          <Table
            caption={t('title')}
            rows={campaigns}
            rowKey={({ campaignId }) => String(campaignId)}
            columns={[
              {
                id: 'name',
                header: t('campaign'),
                cell: (row) => (
                  <Link href={`/campaigns/${row.campaignId}`} className="block rounded-sm sm:min-w-36 hover:text-accent-ink">
                    <span className="block font-medium">{row.name}</span>
                    <span className="block text-xs text-ink-faint">{subject(row)}</span>
                  </Link>
                ),
              },
              { id: 'status', header: t('status'), cell: (row) => <StatusBadge campaign={row} /> },
              { id: 'date', header: t('date'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap">{row.sentOn === null ? t('dueBy', { date: f.date(row.dueOn) }) : t('sentOnDate', { date: f.date(row.sentOn) })}</span> },
              { id: 'owner', header: t('owner'), isSecondary: true, cell: (row) => row.ownerName },
              { id: 'contacts', header: t('contacts'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.contacts) },
              { id: 'result', header: t('outcome'), cell: (row) => <Outcome campaign={row} /> },
            ]}
          />
        )}
      </Card>
      {list.hasNextPage && (
        <div className="flex justify-center">
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('loadMore')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Outcome({ campaign: { result } }: { readonly campaign: CampaignSummary }) {
  const t = useTranslations('campaigns');
  const points = usePoints();
  const range = useRange();
  if (result === null) return <span className="text-ink-faint">—</span>;
  const { verdict, conversion } = result;
  return (
    <span className="block sm:min-w-32">
      <Badge tone={verdictTone[verdict]}>{t(`verdicts.${verdict}.short`)}</Badge>
      {conversion !== null && verdict !== 'waiting' && <span className="mt-0.5 block text-xs text-ink-faint tabular-nums">{t('pointsRange', { points: points(conversion.mean), range: range(conversion, points) })}</span>}
    </span>
  );
}
