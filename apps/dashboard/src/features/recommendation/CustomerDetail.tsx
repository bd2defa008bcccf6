'use client';
import { Badge, BanIcon, Button, Callout, Card, EmptyState, Metric, MetricStrip, PageHeader, SendIcon } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { ExcludeButton } from './ExcludeButton';
import { PurchaseHistory } from './PurchaseHistory';
import { campaignPath } from './recommendation-view';
import { RecommendedItems } from './RecommendedItems';
import { RemovedNote } from './RemovedNote';
import { useRange } from './use-words';

/** One customer: what to tell them about and why, what it should bring, what they bought and what is due again. */
export function CustomerDetail({ customerId }: { readonly customerId: number }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const range = useRange();
  const { data } = useSuspenseQuery(trpc.recommendation.customer.queryOptions({ customerId }));
  const { data: history } = useSuspenseQuery(trpc.recommendation.history.queryOptions({ customerId }));
  const { customer, items, removed, contactBlockedBy, source, responseDays } = data;
  const name = customer.name ?? customer.code;
  const first = items[0];
  const expected = items.reduce((sum, { expectedRevenueMinor: one }) => (one === null ? sum : { mean: sum.mean + one.mean, lower: sum.lower + one.lower, upper: sum.upper + one.upper }), { mean: 0, lower: 0, upper: 0 });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/recommendations/customers">{t('sections.customers')}</BackLink>}
        title={name}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{[customer.name === null ? null : customer.code, customer.email, customer.country].filter(Boolean).join(' · ')}</span>
            {customer.segment !== null && <Badge>{customer.segment}</Badge>}
            <Badge tone={customer.hasConsent ? 'good' : 'warn'}>{t(customer.hasConsent ? 'consent.yes' : 'consent.no')}</Badge>
          </span>
        }
        actions={
          <>
            <Button asChild>
              <Link href={`/churn/customers/${customerId}`}>{t('churnRisk')}</Link>
            </Button>
            <ExcludeButton target={{ customerId }} name={name} />
            {first && contactBlockedBy === null && (
              <Button asChild variant="primary">
                <Link href={campaignPath(first.productId, customer.segment)}>
                  <SendIcon aria-hidden />
                  {t('startCampaign')}
                </Link>
              </Button>
            )}
          </>
        }
      />
      {contactBlockedBy !== null && (
        <Callout tone="warn" title={t(`blocked.${contactBlockedBy}.title`)}>
          {t(`blocked.${contactBlockedBy}.text`)}
        </Callout>
      )}
      <MetricStrip>
        <Metric label={t('spent')} value={f.moneyWhole(history.sums.revenueMinor)} detail={history.sums.firstBoughtOn !== null && t('since', { date: f.date(history.sums.firstBoughtOn) })} />
        <Metric label={t('orders')} value={f.integer(history.sums.orders)} detail={t('differentProducts', { count: history.sums.products })} />
        <Metric label={t('lastOrder')} value={history.sums.lastBoughtOn === null ? '—' : f.date(history.sums.lastBoughtOn)} />
        <Metric label={t('expectedIn', { days: responseDays })} value={f.moneyWhole(expected.mean)} detail={items.length > 0 && range(expected, f.moneyWhole)} help={t('expectedHelp', { count: items.length })} />
      </MetricStrip>
      <Card title={t('items.title')} description={t(`items.${source === 'personal' ? 'personal' : 'cold'}`, { date: f.instant(data.trainedAt) })} isFlush>
        {items.length === 0 ? <EmptyState icon={<BanIcon />} title={t('items.none')} description={t('items.noneText')} /> : <RecommendedItems items={items} whose={{ source, segment: customer.segment, country: customer.country }} responseDays={responseDays} />}
        {removed.length > 0 && (
          <div className="border-t border-line px-4 py-3 sm:px-5">
            <RemovedNote removed={removed} />
          </div>
        )}
      </Card>
      <PurchaseHistory history={history} />
    </div>
  );
}
