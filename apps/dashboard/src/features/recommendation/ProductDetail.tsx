'use client';
import { mayActAs } from '@almanac/data/contract';
import { Badge, Button, Callout, Card, EmptyState, Metric, MetricStrip, PageHeader, SendIcon, ShoppingCartIcon } from '@almanac/ui';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { useView } from '../../platform/use-view';
import { ExportMenu } from '../../platform/ExportMenu';
import { Audience } from './Audience';
import { ExcludeButton } from './ExcludeButton';
import { PairTable } from './PairTable';
import { audienceInput, AudienceView, campaignPath } from './recommendation-view';
import { useRange } from './use-words';

/** The product with the audience of the address; the last answer stays in sight while another is read. */
export function ProductDetail({ productId }: { readonly productId: number }) {
  const trpc = useTRPC();
  const [view] = useView(AudienceView);
  const { data } = useQuery(trpc.recommendation.product.queryOptions(audienceInput(productId, view), { placeholderData: keepPreviousData }));
  return data && <ProductPage data={data} segment={view.segment} />;
}

function ProductPage({ data, segment }: { readonly data: Outputs['recommendation']['product']; readonly segment: string | undefined }) {
  const t = useTranslations('recommendations');
  const f = useFormatters();
  const trpc = useTRPC();
  const range = useRange();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { product, contactable, expectedBuyers, expectedRevenueMinor, responseDays, pairs } = data;
  const isMarketer = mayActAs(session.role, 'marketer');
  const isOut = product.onHand !== null && product.onHand <= 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/recommendations/products">{t('sections.products')}</BackLink>}
        title={product.name}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{[product.code, product.category, product.priceMinor === null ? null : f.moneyCents(product.priceMinor)].filter(Boolean).join(' · ')}</span>
            {product.intervalDays !== null && <Badge tone="good">{t('everyDays', { count: Math.round(product.intervalDays) })}</Badge>}
          </span>
        }
        actions={
          isMarketer && (
            <>
              <ExcludeButton target={{ productId: product.id }} name={product.name} />
              <ExportMenu name="audience" search={new URLSearchParams({ productId: String(product.id), ...(segment === undefined ? {} : { segment }) }).toString()} isDisabled={contactable === 0} />
              {!product.isExcluded && (
                <Button asChild variant="primary">
                  <Link href={campaignPath(product.id, segment)}>
                    <SendIcon aria-hidden />
                    {t('startCampaign')}
                  </Link>
                </Button>
              )}
            </>
          )
        }
      />
      {product.isExcluded && <Callout tone="warn" title={t('productExcluded')}>{t('productExcludedText')}</Callout>}
      {isOut && <Callout tone="warn" title={t('productOut')}>{t('productOutText')}</Callout>}
      {product.isCold && <Callout title={t('productCold')}>{t('productColdText')}</Callout>}
      <MetricStrip>
        <Metric label={t('contactableAudience')} value={f.integer(contactable)} detail={t('ofAudience', { count: f.integer(product.audience) })} help={t('audienceHelp')} />
        <Metric label={t('expectedBuyers')} value={f.quantity(expectedBuyers.mean)} detail={range(expectedBuyers, f.quantity)} help={t('expectedBuyersHelp', { days: responseDays })} />
        <Metric label={t('expectedRevenue')} value={f.moneyWhole(expectedRevenueMinor?.mean)} detail={expectedRevenueMinor && range(expectedRevenueMinor, f.moneyWhole)} help={t('expectedRevenueHelp', { days: responseDays })} />
        <Metric label={t('buyers')} value={f.integer(product.buyers)} detail={t('recentBuyers', { count: f.integer(product.recentBuyers), days: responseDays })} />
      </MetricStrip>
      <Audience data={data} isMarketer={isMarketer} />
      <Card title={t('boughtWith')} description={t('boughtWithText')} isFlush>
        {pairs.length === 0 ? <EmptyState icon={<ShoppingCartIcon />} title={t('noPairs')} description={t('noPairsOfProduct')} /> : <PairTable caption={t('boughtWith')} pairs={pairs} of={product.id} />}
      </Card>
    </div>
  );
}
