'use client';
import { mayActAs } from '@almanac/data/contract';
import { Button, Callout, Card, Metric, MetricStrip, PageHeader, SendIcon, Table } from '@almanac/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { BestCustomers } from './BestCustomers';
import { ReachCard } from './ReachCard';
import { campaignPath, productPath } from './recommendation-view';
import { SectionNav } from './SectionNav';
import { type Served, WithModel } from './WithModel';

const FIRST_PRODUCTS = 6;

/** What a marketer needs in one look: can it be trusted, whom to write to and what it should bring, what to write about. */
export function RecommendationOverview() {
  const t = useTranslations('recommendations');
  return <WithModel title={t('title')}>{(model) => <OverviewOf model={model} />}</WithModel>;
}

function OverviewOf({ model }: { readonly model: Served }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const isMarketer = mayActAs(session.role, 'marketer');
  const champion = model.scores.find(({ isChampion }) => isChampion);
  const popular = model.scores.find(({ model: name }) => name === 'popularity');
  return (
    <>
      <PageHeader title={t('title')} description={t('asOf', { date: f.date(model.dataUntil), trained: f.instant(model.trainedAt) })} />
      <SectionNav />
      <Trust ours={champion?.hitRate10 ?? null} bestsellers={popular?.hitRate10 ?? null} isPopularity={champion?.model === 'popularity'} runId={model.runId} />
      <MetricStrip>
        <Metric label={t('metrics.customers')} value={f.integer(model.customers)} detail={t('metrics.contactable', { count: f.integer(model.contactableCustomers) })} help={t('metrics.customersHelp')} />
        <Metric label={t('metrics.hits')} value={f.percent(champion?.hitRate10)} detail={popular?.hitRate10 != null && t('metrics.hitsBestsellers', { share: f.percent(popular.hitRate10) })} help={t('metrics.hitsHelp')} />
        <Metric label={t('metrics.coverage')} value={f.percentWhole(model.coverage10)} detail={popular?.coverage10 != null && t('metrics.coverageBestsellers', { share: f.percentWhole(popular.coverage10) })} help={t('metrics.coverageHelp')} />
        <Metric label={t('metrics.novelty')} value={model.novelty10 === null ? '—' : t('metrics.oneIn', { count: f.integer(2 ** model.novelty10) })} detail={t('metrics.noveltyDetail')} help={t('metrics.noveltyHelp')} />
      </MetricStrip>
      <ReachCard segments={model.segments} isMarketer={isMarketer} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2">
        <ProductsToTell isMarketer={isMarketer} responseDays={model.responseDays} />
        {isMarketer ? <BestCustomers responseDays={model.responseDays} /> : <Calibration model={model} />}
      </div>
      {isMarketer && <Calibration model={model} />}
    </>
  );
}

/** How good the model is, as one would say it to a colleague. */
function Trust({ ours, bestsellers, isPopularity, runId }: { readonly ours: number | null; readonly bestsellers: number | null; readonly isPopularity: boolean; readonly runId: string }) {
  const t = useTranslations('recommendations.trust');
  const f = useFormatters();
  const details = (
    <Button asChild variant="ghost">
      <Link href={`/training/${runId}`}>{t('details')}</Link>
    </Button>
  );
  if (ours === null || bestsellers === null) return <Callout title={t('unknownTitle')} actions={details}>{t('unknownText')}</Callout>;
  const figures = { ours: f.integer(100 * ours), bestsellers: f.integer(100 * bestsellers) };
  const isBetter = !isPopularity && ours > bestsellers;
  return (
    <Callout tone={isBetter ? 'good' : 'warn'} title={isBetter ? (bestsellers > 0 ? t('betterTitle', { times: f.quantity(ours / bestsellers) }) : t('betterThanNoneTitle')) : t('sameTitle')} actions={details}>
      {t(isBetter ? 'betterText' : 'sameText', figures)}
    </Callout>
  );
}

function ProductsToTell({ isMarketer, responseDays }: { readonly isMarketer: boolean; readonly responseDays: number }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.recommendation.products.queryOptions({ limit: FIRST_PRODUCTS }));
  return (
    <Card
      title={t('productsToTell')}
      description={t('productsToTellText', { days: responseDays })}
      isFlush
      actions={
        <Button asChild variant="ghost">
          <Link href="/recommendations/products">{t('allProducts')}</Link>
        </Button>
      }
    >
      <Table
        caption={t('productsToTell')}
        rows={data?.items ?? []}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            id: 'product',
            header: t('product'),
            cell: (row) => (
              <Link href={productPath(row.id)} className="block min-w-32 rounded-sm hover:text-accent-ink">
                <span className="block font-medium">{row.name}</span>
                <span className="block text-xs text-ink-faint">{[row.code, row.category].filter(Boolean).join(' · ')}</span>
              </Link>
            ),
          },
          { id: 'buyers', header: t('expectedBuyers'), align: 'end', cell: (row) => f.integer(row.expectedBuyers) },
          { id: 'value', header: t('expectedRevenue'), align: 'end', cell: (row) => f.moneyWhole(row.valueMinor) },
          ...(isMarketer
            ? [
                {
                  id: 'campaign',
                  header: <span className="sr-only">{t('startCampaign')}</span>,
                  align: 'end' as const,
                  cell: (row: { readonly id: number; readonly name: string }) => (
                    <Button asChild variant="ghost" size="icon">
                      <Link href={campaignPath(row.id)} aria-label={t('startCampaignFor', { product: row.name })} title={t('startCampaign')}>
                        <SendIcon aria-hidden />
                      </Link>
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
}

/** Whether the stated chances came true on customers who were held out. */
function Calibration({ model }: { readonly model: Served }) {
  const t = useTranslations('recommendations.calibration');
  const all = useTranslations('recommendations');
  const f = useFormatters();
  if (model.calibration.length === 0) return null;
  return (
    <Card title={t('title')} description={t('text', { days: model.responseDays })} isFlush>
      <Table
        caption={t('title')}
        rows={model.calibration}
        rowKey={({ predicted }) => String(predicted)}
        columns={[
          { id: 'predicted', header: t('predicted'), cell: (row) => <span className="tabular-nums">{f.percent(row.predicted)}</span> },
          { id: 'observed', header: t('observed'), align: 'end', cell: (row) => <span className="font-medium">{f.percent(row.observed)}</span> },
          { id: 'range', header: t('interval'), align: 'end', cell: (row) => all('range', { lower: f.percent(row.lower), upper: f.percent(row.upper) }) },
          { id: 'count', header: t('cases'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.count) },
        ]}
      />
    </Card>
  );
}
