'use client';
import type { CampaignPreview, PreviewCampaign } from '@almanac/data/contract';
import { BanIcon, Callout, Card, classNames, Metric, MetricStrip, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SaveCampaign } from './SaveCampaign';
import { useCampaignReason, useRange, useRemovedList } from './words';

type PreviewProps = { readonly plan: PreviewCampaign; readonly preview: CampaignPreview; readonly isStale: boolean };

/** Who, why, what to expect, who is left out, and whether the effect could be seen. */
export default function Preview({ plan, preview, isStale }: PreviewProps) {
  const t = useTranslations('campaigns');
  const f = useFormatters();
  const range = useRange();
  const removedList = useRemovedList();
  const reasonText = useCampaignReason();
  const { contacts, holdout, eligible, removed, expected, costMinor, responseDays, withoutEmail, warnings, first } = preview;
  const isChurn = plan.origin === 'churn';
  return (
    <div className={classNames('grid grid-cols-[minmax(0,1fr)] gap-5 transition-opacity', isStale && 'opacity-60')} aria-busy={isStale}>
      {warnings.map((warning) => (
        <Callout key={warning.kind} tone="warn" title={t(`warnings.${warning.kind}.title`)}>
          {warning.kind === 'little_stock' ? t('warnings.little_stock.text', { onHand: f.quantity(warning.onHand), expected: f.quantity(warning.expected) }) : t(`warnings.${warning.kind}.text`)}
        </Callout>
      ))}
      <div className="grid gap-2" aria-live="polite">
        <MetricStrip>
          <Metric label={t('contacts')} value={f.integer(contacts)} detail={t('plan.ofEligible', { count: f.integer(eligible) })} help={t('plan.contactsHelp')} />
          <Metric label={t('heldBack')} value={f.integer(holdout)} detail={t('plan.drawn')} help={t('plan.holdoutHint')} />
          <Metric label={t(isChurn ? 'plan.kept' : 'plan.buyers')} value={f.quantity(expected.responses.mean)} detail={range(expected.responses, f.quantity)} help={t(isChurn ? 'plan.keptHelp' : 'plan.buyersHelp', { days: responseDays })} />
          <Metric label={t('plan.revenue')} value={f.moneyShort(expected.revenueMinor?.mean)} detail={expected.revenueMinor && range(expected.revenueMinor, f.moneyShort)} help={t('plan.revenueHelp')} />
        </MetricStrip>
        <p className="text-sm text-ink-faint">
          {t('plan.costText', { cost: f.moneyWhole(costMinor) })} {withoutEmail > 0 && t('plan.withoutEmail', { count: f.integer(withoutEmail) })}
        </p>
        {removed.length > 0 && (
          <p className="flex items-start gap-1.5 text-sm text-ink-faint">
            <BanIcon className="mt-0.5 size-3.5 shrink-0" aria-hidden />
            <span>{t('plan.removed', { what: removedList(removed) })}</span>
          </p>
        )}
      </div>
      <Strength preview={preview} plan={plan} />
      {contacts > 0 && (
        <>
          <SaveCampaign plan={plan} preview={preview} />
          <Card title={t('plan.firstTitle')} description={t('plan.firstText')} isFlush>
            <Table
              caption={t('plan.firstTitle')}
              rows={first}
              rowKey={({ customerId }) => String(customerId)}
              columns={[
                {
                  id: 'customer',
                  header: t('customer'),
                  cell: (row) => (
                    <span className="block min-w-24">
                      <span className="block font-medium">{row.name ?? row.code}</span>
                      <span className="block text-xs text-ink-faint">{[row.segment, row.country].filter(Boolean).join(' · ')}</span>
                    </span>
                  ),
                },
                { id: 'why', header: t('why'), cell: (row) => <span className="text-ink-soft">{reasonText(row.reason)}</span> },
                { id: 'chance', header: t(isChurn ? 'chanceToKeep' : 'chance'), align: 'end', cell: (row) => f.percent(row.responseProbability) },
              ]}
            />
          </Card>
        </>
      )}
    </div>
  );
}

function Strength({ preview: { strength, contacts }, plan }: Pick<PreviewProps, 'preview' | 'plan'>) {
  const t = useTranslations('campaigns.strength');
  const f = useFormatters();
  const { verdict, baseRate, visibleRate, hopedRate, customersNeeded } = strength;
  if (contacts === 0) return <Callout tone="warn" title={t('nobodyTitle')}>{t('nobodyText')}</Callout>;
  if (verdict === 'none') return <Callout tone="warn" title={t('noneTitle')}>{t('noneText')}</Callout>;
  const isChurn = plan.origin === 'churn';
  const figures = { base: f.percent(baseRate), visible: f.percent(visibleRate), hoped: f.percent(hopedRate), days: plan.windowDays };
  const about = visibleRate === null ? t('blind') : t(isChurn ? 'visibleChurn' : 'visible', figures);
  const advice = verdict === 'strong' ? t('enough', figures) : customersNeeded === null ? t('advice') : t('needed', { ...figures, customers: f.integer(customersNeeded) });
  return (
    <Callout tone={verdict === 'strong' ? 'good' : verdict === 'fair' ? 'accent' : 'warn'} title={t(`${verdict}Title`)}>
      {about} {advice}
    </Callout>
  );
}
