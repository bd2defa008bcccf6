'use client';
import type { ChurnOverview, ChurnRunFacts, ChurnSettings } from '@almanac/data/contract';
import { Metric, MetricStrip } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';

type HeadlineProps = { readonly overview: ChurnOverview; readonly run: ChurnRunFacts; readonly settings: ChurnSettings };

/** What a manager should take away, in a sentence and four figures. */
export function Headline({ overview: { headline }, run, settings }: HeadlineProps) {
  const t = useTranslations('churn.headline');
  const f = useFormatters();
  const { valuable, valuableAtRiskMinor, highRisk, contactable, valueAtRiskMinor, toWrite, expectedGainMinor } = headline;
  const months = run.horizonMonths;
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="text-2xl font-semibold tracking-tight text-balance">{t('title', { valuable })}</h2>
        <p className="mt-0.5 text-base text-ink-soft">{t('text', { valuable, amount: f.moneyWhole(valuableAtRiskMinor), months })}</p>
      </div>
      <MetricStrip columns={4}>
        <Metric label={t('highRisk')} value={f.integer(highRisk)} detail={t('ofScored', { count: f.integer(run.scored) })} help={t('highRiskHelp', { threshold: f.percentWhole(run.threshold) })} />
        <Metric label={t('atRisk')} value={f.moneyShort(valueAtRiskMinor)} detail={t('overMonths', { months })} help={t('atRiskHelp', { months })} />
        <Metric label={t('toWrite')} value={f.integer(toWrite)} detail={t('contactable', { count: f.integer(contactable) })} help={t('toWriteHelp')} />
        <Metric label={t('gain')} value={f.moneyShort(expectedGainMinor)} detail={t('overMonths', { months })} help={t('gainHelp', { saveRate: f.percentWhole(settings.saveRate) })} />
      </MetricStrip>
    </section>
  );
}
