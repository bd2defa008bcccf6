'use client';
import type { ForecastFrequency } from '@almanac/data/contract';
import { Delta, Metric, MetricStrip } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

/** What each step is worth, from repeating last year over the model to what people made of it. */
export function ValueAdded({ frequency }: { readonly frequency: ForecastFrequency }) {
  const t = useTranslations('valueAdded');
  const f = useFormatters();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.forecasting.valueAdded.queryOptions({ frequency }, { placeholderData: keepPreviousData }));
  if (data === undefined || data.backtest.model === null) return null;
  const { backtest, overrides } = data;
  return (
    <MetricStrip columns={3}>
      <Metric label={t('naive')} value={f.percent(backtest.naive)} unit="WAPE" help={t('help')} />
      <Metric label={t('model')} value={f.percent(backtest.model)} unit="WAPE" detail={<Gain from={backtest.naive} to={data.backtest.model} text={t('versusNaive')} />} />
      {overrides.adjusted === null ? (
        <Metric label={t('people')} value="—" detail={t('notEnough', { periods: overrides.periods, needed: overrides.needed })} help={t('peopleHelp')} />
      ) : (
        <Metric label={t('people')} value={f.percent(overrides.adjusted)} unit="WAPE" detail={<Gain from={overrides.model} to={overrides.adjusted} text={t('versusModel', { wape: f.percent(overrides.model), periods: overrides.periods })} />} help={t('peopleHelp')} />
      )}
    </MetricStrip>
  );
}

function Gain({ from, to, text }: { readonly from: number | null; readonly to: number; readonly text: string }) {
  const f = useFormatters();
  if (from === null || from === 0) return null;
  const change = to / from - 1;
  return (
    <>
      <Delta text={f.percentSigned(change)} direction={change > 0 ? 1 : change < 0 ? -1 : 0} isGood={change <= 0} /> {text}
    </>
  );
}
