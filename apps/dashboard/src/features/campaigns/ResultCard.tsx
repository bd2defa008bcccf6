'use client';
import type { CampaignDetail, CampaignGroup, Estimate } from '@almanac/data/contract';
import { Callout, Card, Metric, MetricStrip, Progress, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { usePoints, useRange, verdictTone } from './words';

/** What came of a campaign: those written to against those held back, first as a sentence. */
export function ResultCard({ campaign }: { readonly campaign: CampaignDetail }) {
  const t = useTranslations('campaigns');
  const f = useFormatters();
  const points = usePoints();
  const range = useRange();
  const { result, origin, product } = campaign;
  const { verdict, conversion, contacts, holdout, daysKnown, windowDays, sentOn, windowEndsOn } = result;
  const isChurn = origin === 'churn';
  const figures = {
    contacts: share(contacts),
    holdout: share(holdout),
    did: isChurn ? t('result.orderedAgain') : t('result.bought', { product: product?.name ?? t('productGone') }),
    points: points(Math.abs(conversion?.mean ?? 0)),
    ...ends(conversion),
    ...{ known: daysKnown, days: windowDays, sentOn: sentOn === null ? '' : f.date(sentOn), endsOn: windowEndsOn === null ? '' : f.date(windowEndsOn) },
  };

  function share({ customers, buyers }: CampaignGroup): string {
    return f.percent(customers === 0 ? null : buyers / customers);
  }
  function ends(interval: Estimate | null) {
    if (interval === null) return { lower: '—', upper: '—' };
    return interval.mean < 0 && verdict === 'fewer' ? { lower: points(-interval.upper), upper: points(-interval.lower) } : { lower: points(interval.lower), upper: points(interval.upper) };
  }

  const title = (
    <Callout tone={verdictTone[verdict]} title={t(`verdicts.${verdict}.title`)}>
      {t(`verdicts.${verdict}.text`, figures)}
    </Callout>
  );
  if (verdict === 'not_sent' || verdict === 'waiting') return <Card title={t('result.title')}>{title}</Card>;
  const perCustomer = (group: CampaignGroup) => (isChurn ? group.allRevenueMinor : group.revenueMinor);
  return (
    <Card title={t('result.title')} description={t('result.text', { from: figures.sentOn, to: figures.endsOn })}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {title}
        {verdict === 'too_early' && <Progress label={t('result.progress', { known: daysKnown, days: windowDays })} value={daysKnown / windowDays} />}
        {conversion !== null && (
          <MetricStrip columns={3}>
            <Metric label={t('result.lift')} value={t('result.points', { points: points(conversion.mean) })} detail={t('result.sure', { range: range(conversion, points) })} help={t('result.liftHelp')} />
            <Metric label={t('result.perCustomer')} value={f.moneyCents(result.revenueMinor?.mean)} detail={result.revenueMinor && t('result.sure', { range: range(result.revenueMinor, f.moneyCents) })} help={t('result.perCustomerHelp')} />
            <Metric label={t('result.gain')} value={f.moneyWhole(result.gainMinor?.mean)} detail={result.gainMinor && t('result.sure', { range: range(result.gainMinor, f.moneyWhole) })} help={result.margin === null ? t('result.gainHelpNoMargin') : t('result.gainHelp', { margin: f.percentWhole(result.margin), cost: f.moneyWhole(result.costMinor) })} />
          </MetricStrip>
        )}
        <Table
          caption={t('result.groups')}
          rows={[
            { id: 'contacts', name: t('writtenTo'), group: contacts },
            ...(holdout.customers > 0 ? [{ id: 'holdout', name: t('heldBack'), group: holdout }] : []),
          ]}
          rowKey={({ id }) => id}
          columns={[
            { id: 'name', header: t('result.group'), cell: (row) => <span className="font-medium">{row.name}</span> },
            { id: 'customers', header: t('customers'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.group.customers) },
            { id: 'buyers', header: t(isChurn ? 'result.ordered' : 'result.buyers'), align: 'end', cell: (row) => t('result.ofAll', { count: f.integer(row.group.buyers), share: share(row.group) }) },
            { id: 'revenue', header: t(isChurn ? 'result.revenueEach' : 'result.productRevenueEach'), align: 'end', cell: (row) => f.moneyCents(perCustomer(row.group)) },
            ...(isChurn ? [] : [{ id: 'all', header: t('result.revenueEach'), align: 'end' as const, isSecondary: true, cell: (row: { readonly group: CampaignGroup }) => f.moneyCents(row.group.allRevenueMinor) }]),
          ]}
        />
        {!isChurn && result.allRevenueMinor !== null && <p className="text-sm text-ink-faint">{t('result.everything', { amount: f.moneyCents(result.allRevenueMinor.mean), range: range(result.allRevenueMinor, f.moneyCents) })}</p>}
      </div>
    </Card>
  );
}
