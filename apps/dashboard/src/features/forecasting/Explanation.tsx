'use client';
import { Card } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Outputs } from '../../platform/trpc-client';

type Series = Outputs['forecasting']['get'];

/** Changes smaller than this are not worth a sentence. */
const WORTH_TELLING = 0.01;

/** Why the forecast is what it is: its parts, each with the fact of the history that it rests on. */
export function Explanation({ explanation, frequency, horizon }: { readonly explanation: NonNullable<Series['explanation']>; readonly frequency: Series['frequency']; readonly horizon: number }) {
  const t = useTranslations('explanation');
  const all = useTranslations();
  const f = useFormatters();
  const { level, trend, season, forecast, promotion, priceChange, rest } = explanation;
  const periods = (count: number) => all(`periodCount.${frequency}`, { count });
  const direction = (change: number) => (change >= 0 ? 'up' : 'down');
  const share = (ratio: number) => f.percentWhole(Math.abs(ratio - 1));
  const isTold = (ratio: number) => Math.abs(ratio - 1) >= WORTH_TELLING;
  const rows = [
    { id: 'level', name: t('level.name'), factor: t(`perPeriod.${frequency}`, { items: f.quantity(level) }), text: [t('level.text', { periods: periods(horizon), items: f.quantity(level) })] },
    { id: 'trend', name: t('trend.name'), factor: trend && f.percentSigned(trend.ratio - 1), text: [trend === undefined ? t('trend.unknown') : isTold(trend.yearOnYear) ? t(`trend.${direction(trend.yearOnYear - 1)}`, { change: share(trend.yearOnYear) }) : t('trend.same')] },
    { id: 'season', name: t('season.name'), factor: season && f.percentSigned(season.ratio - 1), text: [season === undefined ? t('season.unknown') : isTold(season.ratio) ? t(`season.${direction(season.ratio - 1)}`, { change: share(season.ratio), periods: periods(horizon), years: season.years }) : t('season.same', { years: season.years })] },
    { id: 'promotion', name: t('promotion.name'), factor: promotion.planned > 0 ? f.percentSigned(promotion.ratio - 1) : undefined, text: [promotionText(), upliftText()] },
    { id: 'price', name: t('price.name'), factor: undefined, text: [isTold(1 + priceChange) ? t(`price.${direction(priceChange)}`, { change: share(1 + priceChange), periods: periods(horizon) }) : t('price.same', { periods: periods(horizon) })] },
    { id: 'rest', name: t('rest.name'), factor: f.percentSigned(rest - 1), text: [isTold(rest) ? t(`rest.${direction(rest - 1)}`, { change: share(rest) }) : t('rest.same')] },
    { id: 'forecast', name: t('forecast.name'), factor: t(`perPeriod.${frequency}`, { items: f.quantity(forecast) }), text: [t('forecast.text', { periods: periods(horizon), items: f.quantity(forecast * horizon) })] },
  ];
  return (
    <Card title={t('title')} description={t('text')} isFlush>
      <dl className="border-t border-line text-sm">
        {rows.map(({ id, name, factor, text }) => (
          <div key={id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b border-line px-4 py-2 last:border-b-0 last:font-medium sm:grid-cols-[8rem_minmax(0,1fr)_auto] sm:px-5">
            <dt className="font-medium text-ink">{name}</dt>
            <dd className="order-last col-span-2 text-ink-soft sm:order-none sm:col-span-1">{text.filter(Boolean).join(f.locale.startsWith('zh') ? '' : ' ')}</dd>
            <dd className="text-right whitespace-nowrap text-ink tabular-nums">{factor ?? ''}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );

  function promotionText(): string {
    if (promotion.planned === 0) return t('promotion.none');
    if (promotion.discount === undefined) return t('promotion.planned', { periods: periods(promotion.planned) });
    return t('promotion.plannedAt', { periods: periods(promotion.planned), discount: f.percentWhole(promotion.discount) });
  }

  function upliftText(): string | false {
    if (promotion.uplift === undefined) return promotion.planned > 0 && t('promotion.noPast');
    return t('promotion.uplift', { times: f.quantity(promotion.uplift), periods: periods(promotion.past) });
  }
}
