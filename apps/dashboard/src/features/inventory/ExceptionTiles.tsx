'use client';
import { type InventorySummary, StockException } from '@almanac/data/contract';
import { FilterTiles } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { exceptionOf } from './inventory-view';
import { exceptionTone } from './names';

type ShownException = ReturnType<typeof exceptionOf>;
type ExceptionTilesProps = { readonly summary: InventorySummary; readonly value: ShownException; readonly onChange: (value: ShownException) => void };

/** What needs a decision, what is wrong, how often and what it costs; products in order are only part of the last tile. */
export function ExceptionTiles({ summary, value, onChange }: ExceptionTilesProps) {
  const t = useTranslations('inventory');
  const f = useFormatters();
  const amount = (minor: number) => (f.toMajor(minor) < 10_000 ? f.moneyWhole(minor) : f.moneyShort(minor));
  const tiles = StockException.options
    .filter((exception) => exception !== 'ok')
    .map((exception) => {
      const found = summary.exceptions.find((each) => each.exception === exception);
      return {
        value: exception as ShownException,
        label: t(`exceptions.${exception}`),
        figure: f.integer(found?.items ?? 0),
        detail: t(exception === 'out_of_stock' || exception === 'running_out' || exception === 'order_due' ? 'marginAtStake' : 'moneyBound', { amount: amount(found?.atStakeMinor ?? 0) }),
        help: t(`exceptionHelp.${exception}`),
        tone: exceptionTone[exception],
      };
    });
  return (
    <FilterTiles
      label={t('exceptionsTitle')}
      value={value}
      onChange={(next) => onChange(next === value ? 'attention' : next)}
      tiles={[
        { value: 'attention', label: t('exceptions.attention'), figure: f.integer(summary.attention.items), detail: t('atStake', { amount: amount(summary.attention.atStakeMinor) }), help: t('exceptionHelp.attention'), tone: 'accent' },
        ...tiles,
        { value: 'all', label: t('exceptions.all'), figure: f.integer(summary.itemCount), detail: t('stockWorth', { amount: amount(summary.stockValueMinor) }), help: t('exceptionHelp.all'), tone: 'neutral' },
      ]}
    />
  );
}
