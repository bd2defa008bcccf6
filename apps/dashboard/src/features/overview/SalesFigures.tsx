'use client';
import { Delta, Metric, MetricStrip } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Outputs } from '../../platform/trpc-client';

export function SalesFigures({ kpis }: { readonly kpis: Outputs['overview']['get']['kpis'] }) {
  const t = useTranslations('overview');
  const f = useFormatters();
  const growth = ratioChange(kpis.revenueLast4Minor, kpis.revenuePrev4Minor);
  const gain = ratioChange(kpis.wapeChampion, kpis.wapeNaive);
  return (
    <MetricStrip columns={5}>
      <Metric
        label={t('revenueLast4')}
        value={f.moneyShort(kpis.revenueLast4Minor)}
        detail={growth !== undefined && <ComparedWith text={t('versusPrevious4')} change={growth} isGood={growth >= 0} />}
      />
      <Metric
        label={t('unitsNext4')}
        value={f.compact(kpis.unitsNext4)}
        unit={t('items')}
        detail={kpis.unitsNext4Lower != null && t('between', { lower: f.compact(kpis.unitsNext4Lower), upper: f.compact(kpis.unitsNext4Upper) })}
        help={t('intervalHelp')}
      />
      <Metric label={t('forecastError')} value={f.percent(kpis.wapeChampion)} unit="WAPE" help={t('wapeHelp')} detail={gain !== undefined && <ComparedWith text={t('versusNaive')} change={gain} isGood={gain <= 0} />} />
      <Metric label={t('coverage')} value={f.percent(kpis.coverage80)} detail={t('coverageTarget')} help={t('coverageHelp')} />
      <Metric label={t('stockValue')} value={f.moneyShort(kpis.stockValueMinor)} detail={kpis.stockoutSeries != null && t('stockOuts', { count: kpis.stockoutSeries })} />
    </MetricStrip>
  );
}

function ComparedWith({ text, change, isGood }: { readonly text: string; readonly change: number; readonly isGood: boolean }) {
  const f = useFormatters();
  return (
    <>
      <Delta text={f.percentSigned(change)} direction={change > 0 ? 1 : change < 0 ? -1 : 0} isGood={isGood} /> {text}
    </>
  );
}

const ratioChange = (now: number | null, before: number | null) => (now === null || before === null || before === 0 ? undefined : now / before - 1);
