'use client';
import { type ChurnCustomerDetail, mayActAs } from '@almanac/data/contract';
import { Badge, Button, Card, Facts, PageHeader, SendIcon, Table, TimeChart } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../platform/BackLink';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { campaignPath } from './churn-view';
import { actionTone, riskTone } from './names';
import { prepareOrdersChart } from './prepare-orders-chart';
import { Reasons } from './Reasons';

/** In a chart of fewer weeks, months alone would repeat themselves. */
const WEEKS_BY_DAY = 26;

/** One customer: how likely to leave, why, worth what, and what to do. */
export function CustomerDetail({ customerId }: { readonly customerId: number }) {
  const t = useTranslations('churn');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.churn.customer.queryOptions({ customerId }));
  const { customer, noOrder, history, attributes } = data;
  const name = customer.name ?? customer.code;
  const chart = useMemo(() => prepareOrdersChart(data, f.toMajor, { orders: t('customer.ordersText'), silence: t('customer.noOrderChance'), expected: t('customer.nextOrder') }), [data, f, t]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        above={<BackLink href="/churn">{t('customer.fromList')}</BackLink>}
        title={name}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{[customer.code, customer.segment, customer.country, customer.firstOrderedOn && t('customer.since', { date: f.date(customer.firstOrderedOn) })].filter(Boolean).join(' · ')}</span>
            {customer.rfmSegment && <Badge>{t(`rfm.${customer.rfmSegment}`)}</Badge>}
            {!customer.hasConsent && <Badge tone="warn">{t('actions.no_consent')}</Badge>}
          </span>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-3">
        <RiskCard detail={data} />
        <ActionCard detail={data} />
        <WorthCard detail={data} />
      </div>
      <Reasons detail={data} />
      <Card title={t('customer.ordersTitle')} description={t('customer.ordersText')}>
        {chart ? (
          <TimeChart model={chart} height={220} description={t('customer.ordersDescription', { customer: name })} formatValue={f.moneyOfMajor} formatAxisValue={f.moneyOfMajor} formatPosition={f.date} formatAxisPosition={chart.positions.length < WEEKS_BY_DAY ? f.dayAndMonth : f.monthAndYear} />
        ) : (
          <p className="text-sm text-ink-faint">{t('customer.noOrders')}</p>
        )}
      </Card>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        {noOrder.length > 0 && (
          <Card title={t('customer.noOrderTitle')} description={t('customer.noOrderText')} isFlush>
            <Table
              caption={t('customer.noOrderTitle')}
              rows={noOrder}
              rowKey={({ days }) => String(days)}
              columns={[
                { id: 'days', header: t('customer.noOrderWithin'), cell: ({ days }) => t('customer.daysCount', { days }) },
                { id: 'chance', header: t('customer.noOrderChance'), align: 'end', cell: ({ probability }) => f.percent(probability) },
              ]}
            />
          </Card>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          {history.length > 1 && (
            <Card title={t('customer.historyTitle')} isFlush>
              <Table
                caption={t('customer.historyTitle')}
                rows={history}
                rowKey={({ date }) => date}
                columns={[
                  { id: 'date', header: t('customer.historyDate'), cell: ({ date }) => f.date(date) },
                  { id: 'probability', header: t('list.probability'), align: 'end', cell: ({ probability }) => f.percentWhole(probability) },
                  { id: 'came', header: t('customer.historyCame'), align: 'end', cell: ({ hasLeft }) => t(hasLeft === null ? 'customer.open' : hasLeft ? 'customer.left' : 'customer.stayed') },
                ]}
              />
            </Card>
          )}
          {attributes.length > 0 && (
            <Card title={t('customer.attributes')}>
              <Facts items={attributes.map(({ name: label, value }) => ({ label, value }))} />
            </Card>
          )}
        </div>
      </div>
    </div>
  );
}

function RiskCard({ detail: { customer, run, longGap } }: { readonly detail: ChurnCustomerDetail }) {
  const t = useTranslations('churn');
  const f = useFormatters();
  const { probability, previousProbability, risk, daysSinceOrder, usualGap, isBetweenOrders, orders } = customer;
  const silence = daysSinceOrder === null ? null : orders > 1 && usualGap !== null ? t('customer.silence', { days: f.integer(daysSinceOrder), gap: f.quantity(usualGap) }) : t('customer.silenceOnce', { days: f.integer(daysSinceOrder) });
  if (probability === null) {
    return (
      <Card title={t('customer.lostTitle')}>
        <p className="text-sm">{run.windowDays === null ? t('customer.lostContract') : t('customer.lostText', { days: f.integer(daysSinceOrder), window: run.windowDays })}</p>
      </Card>
    );
  }
  return (
    <Card title={t('customer.riskTitle')} actions={<Badge tone={riskTone[risk]} hasDot>{t(`risks.${risk}`)}</Badge>}>
      <p className="text-2xl font-semibold tracking-tight tabular-nums">{run.windowDays === null ? t('customer.riskOfContract', { probability: f.percentWhole(probability) }) : t('customer.riskOf', { probability: f.percentWhole(probability), days: run.windowDays })}</p>
      {silence && <p className="mt-1 text-sm">{silence}</p>}
      {isBetweenOrders && (
        <p className="mt-1 text-sm text-good">
          {t('customer.between')}
          {longGap !== null && <span className="block text-ink-faint">{t('customer.betweenHelp', { days: f.integer(longGap) })}</span>}
        </p>
      )}
      {previousProbability !== null && <p className="mt-1 text-sm text-ink-faint">{t('customer.before', { probability: f.percentWhole(previousProbability) })}</p>}
    </Card>
  );
}

function ActionCard({ detail: { customer, costMinor } }: { readonly detail: ChurnCustomerDetail }) {
  const t = useTranslations('churn');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: rules } = useSuspenseQuery(trpc.churn.settings.queryOptions());
  const { action, risk, expectedGainMinor, daysSinceOrder, id, segment } = customer;
  return (
    <Card title={t('customer.doTitle')} actions={<Badge tone={actionTone[action]}>{t(`actions.${action}`)}</Badge>}>
      <p className="text-sm">
        {t(`actionText.${action}`, { cost: f.moneyCents(costMinor), saveRate: f.percentWhole(rules.settings.saveRate), gain: f.moneyWhole(expectedGainMinor), silence: f.integer(daysSinceOrder), isHigh: risk === 'high' ? 'yes' : 'no' })}
      </p>
      {mayActAs(session.role, 'marketer') && (
        <div className="mt-4 flex flex-wrap gap-2">
          {(action === 'write' || action === 'win_back') && (
            <Button asChild variant="primary">
              <Link href={campaignPath(segment)}>
                <SendIcon aria-hidden />
                {t('customer.startCampaign')}
              </Link>
            </Button>
          )}
          <Button asChild>
            <Link href={`/recommendations/customers/${id}`}>{t('customer.recommendations')}</Link>
          </Button>
        </div>
      )}
    </Card>
  );
}

function WorthCard({ detail: { customer, run, probabilityAlive, rfm } }: { readonly detail: ChurnCustomerDetail }) {
  const t = useTranslations('churn');
  const f = useFormatters();
  const { valueIfStaysMinor, valueAtRiskMinor, expectedValueMinor, amountMinor, orders, nextOrderOn } = customer;
  const hasOrders = orders > 0;
  return (
    <Card title={t('customer.valueTitle')} description={t('customer.overMonths', { months: run.horizonMonths })}>
      <Facts
        items={[
          { label: t('customer.valueIfStays'), value: f.moneyWhole(valueIfStaysMinor) },
          { label: t('customer.valueAtRisk'), value: <span className="font-semibold">{f.moneyWhole(valueAtRiskMinor)}</span> },
          { label: t('customer.expectedValue'), value: f.moneyWhole(expectedValueMinor) },
          ...(hasOrders
            ? [
                { label: t('customer.bought'), value: f.moneyWhole(amountMinor) },
                { label: t('customer.orders'), value: f.integer(orders) },
                { label: t('customer.nextOrder'), value: nextOrderOn === null ? t('customer.nextOrderFar') : t('customer.nextOrderBy', { date: f.date(nextOrderOn) }) },
                { label: t('customer.alive'), value: f.percentWhole(probabilityAlive) },
              ]
            : []),
          ...(rfm === null ? [] : [{ label: t('customer.rfm'), value: t('customer.rfmOf', rfm) }]),
        ]}
      />
    </Card>
  );
}
