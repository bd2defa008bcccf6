'use client';
import type { InventoryItem } from '@almanac/data/contract';
import { Badge, Checkbox, type GridColumn, QuantityField } from '@almanac/ui';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { hrefOf, type InventorySort, type OptionalColumn } from './inventory-view';
import { decisionTone, exceptionTone, useReasonSentence } from './names';
import type { Change } from './use-edits';
import type { Selection } from './use-selection';

type Column = GridColumn<InventoryItem, InventorySort>;
type ColumnOptions = {
  readonly columns: readonly OptionalColumn[];
  readonly measure: 'units' | 'money';
  readonly rows: readonly InventoryItem[];
  readonly selection: Selection;
  readonly mayEdit: boolean;
  readonly onChange: (items: readonly InventoryItem[], change: Change, isQuiet?: boolean) => void;
};

/** The columns of the order screen. Quantities stay in items, since items are ordered; everything else follows the measure. */
export function useInventoryColumns({ columns, measure, rows, selection, mayEdit, onChange }: ColumnOptions): Column[] {
  const t = useTranslations();
  const f = useFormatters();
  const reasonOf = useReasonSentence();
  return useMemo(() => {
    const amount = (row: InventoryItem, quantity: number) => (measure === 'units' ? f.quantity(quantity) : row.unitCostMinor === null ? '—' : f.moneyWhole(quantity * row.unitCostMinor));
    const days = (value: number | null) => (value === null || value > 999 ? '—' : t('inventory.days', { days: Math.round(value) }));
    const isCounted = (row: InventoryItem) => row.reason.code !== 'stock_unknown';
    const quiet = (text: string | null) => <span className="truncate text-ink-soft">{text ?? '—'}</span>;
    const level = (header: string, pick: (row: InventoryItem) => number): Omit<Column, 'id'> => ({ header, track: '6rem', align: 'end', from: 'lg', cell: (row) => amount(row, pick(row)) });
    const optional: Record<OptionalColumn, Omit<Column, 'id'>> = {
      stock: {
        header: t('inventory.stockAndOrder'),
        track: '5.5rem',
        align: 'end',
        from: 'md',
        cell: (row) => (
          <span>
            <span className="block font-medium">{isCounted(row) ? amount(row, row.onHand) : '—'}</span>
            <span className="block text-xs text-ink-faint">{row.onOrder > 0 ? t('inventory.plusOnOrder', { amount: amount(row, row.onOrder) }) : ' '}</span>
          </span>
        ),
      },
      onOrder: level(t('inventory.terms.onOrder'), (row) => row.onOrder),
      cover: { header: t('inventory.terms.cover'), track: '3.75rem', align: 'end', from: 'lg', sort: 'cover', cell: (row) => days(row.coverDays) },
      risk: {
        header: t('inventory.risk'),
        track: '5.75rem',
        align: 'end',
        from: 'lg',
        sort: 'risk',
        cell: (row) => !isCounted(row) ? '—' : (
          <span className="whitespace-nowrap" aria-label={t('inventory.riskChange', { before: f.percentWhole(row.riskBefore), after: f.percentWhole(row.quantity > 0 && row.kind !== 'reduce' ? row.riskAfter : row.riskBefore) })}>
            <span className={row.riskBefore >= 0.5 ? 'font-medium text-bad' : ''}>{f.percentWhole(row.riskBefore)}</span>
            {row.quantity > 0 && row.kind !== 'reduce' && <span className="text-ink-faint"> → {f.percentWhole(row.riskAfter)}</span>}
          </span>
        ),
      },
      orderOn: { header: t('inventory.terms.orderBy'), track: '4.5rem', align: 'end', from: 'lg', sort: 'orderOn', cell: (row) => (row.orderOn === null ? '—' : <OrderBy date={f.dayAndMonth(row.orderOn)} daysLate={-Number(row.reason.params.daysLeft ?? 0)} />) },
      value: { header: t('inventory.terms.value'), track: '4.5rem', align: 'end', from: 'md', sort: 'value', cell: (row) => (row.quantity === 0 ? '—' : f.moneyWhole(row.valueMinor)) },
      reason: {
        header: t('inventory.why'),
        track: 'minmax(10rem,1.6fr)',
        from: 'xl',
        cell: (row) => {
          const sentence = reasonOf(row.reason);
          return (
            <span title={sentence} className="line-clamp-3 text-xs leading-4 text-ink-soft">
              {sentence}
            </span>
          );
        },
      },
      decision: { header: t('inventory.terms.decision'), track: '5.25rem', from: 'md', cell: (row) => (row.decision === 'open' ? <span className="text-xs text-ink-faint">{t('inventory.decisions.open')}</span> : <Badge tone={decisionTone[row.decision]}>{row.decision === 'ordered' && row.kind === 'transfer' ? t('transfers.moving') : t(`inventory.decisions.${row.decision}`)}</Badge>) },
      supplier: { header: t('inventory.terms.supplier'), track: 'minmax(6rem,1fr)', from: 'md', cell: (row) => quiet(row.supplier) },
      category: { header: t('terms.category'), track: 'minmax(6rem,1fr)', from: 'lg', cell: (row) => quiet(row.category) },
      class: { header: t('inventory.terms.class'), track: '3.5rem', from: 'md', cell: (row) => quiet(`${row.abc}${row.xyz}`) },
      demand: level(t('inventory.terms.dailyDemand'), (row) => row.dailyDemand),
      safetyStock: level(t('inventory.terms.safetyStock'), (row) => row.safetyStock),
      reorderPoint: level(t('inventory.terms.reorderPoint'), (row) => row.reorderPoint),
      orderUpTo: level(t('inventory.terms.orderUpTo'), (row) => row.orderUpTo),
      leadTime: { header: t('inventory.terms.leadTime'), track: '5rem', align: 'end', from: 'lg', cell: (row) => days(row.leadTimeDays) },
      expectedOn: { header: t('inventory.terms.expectedOn'), track: '5rem', align: 'end', from: 'lg', cell: (row) => (row.expectedOn === null ? '—' : f.dayAndMonth(row.expectedOn)) },
      stake: { header: t('inventory.terms.atStake'), track: '5.5rem', align: 'end', from: 'md', sort: 'stake', cell: (row) => f.moneyWhole(row.atStakeMinor) },
    };
    const chosen = (where: readonly OptionalColumn[]) => where.filter((id) => columns.includes(id)).map((id) => ({ id, ...optional[id] }));
    const isSettled = (row: InventoryItem) => row.decision === 'ordered' || row.kind === 'reduce';
    const leave = (row: InventoryItem, direction: 1 | -1) => {
      const next = rows[rows.indexOf(row) + direction];
      if (next) document.getElementById(`quantity-${next.productId}-${next.locationId}`)?.querySelector('input')?.focus();
    };
    return [
      ...(mayEdit
        ? [
            {
              id: 'select',
              header: '✓',
              track: '1.5rem',
              cell: (row: InventoryItem) => (
                <Checkbox
                  label={t('inventory.selectRow', { product: row.productName, location: row.location })}
                  checked={selection.has(row)}
                  onChange={(event) => selection.toggle(rows, row, event.target.checked, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
                />
              ),
            },
          ]
        : []),
      {
        id: 'product',
        header: t('terms.product'),
        track: 'minmax(0,2.2fr)',
        sort: 'name',
        cell: (row) => (
          <Link href={hrefOf(row)} className="min-w-0 rounded-sm hover:text-accent-ink">
            <span className="block truncate font-medium">{row.productName}</span>
            <span className="flex items-center gap-1.5 text-xs text-ink-faint">
              <span className="truncate">
                {row.productCode} · {row.location}
              </span>
              {row.exception !== 'ok' && <Badge tone={exceptionTone[row.exception]}>{t(`inventory.exceptions.${row.exception}`)}</Badge>}
            </span>
          </Link>
        ),
      },
      ...chosen(['supplier', 'category', 'class', 'stock', 'onOrder', 'cover', 'demand', 'risk', 'safetyStock', 'reorderPoint', 'orderUpTo', 'leadTime', 'orderOn']),
      {
        id: 'quantity',
        header: t('inventory.terms.quantity'),
        track: '5.5rem',
        align: 'end',
        sort: 'quantity',
        cell: (row) =>
          row.kind === 'reduce' || (!mayEdit && row.kind !== 'none') || row.decision === 'ordered' ? (
            <span>
              <span className="block font-medium">{f.quantity(row.quantity)}</span>
              <span className="block text-xs text-ink-faint">{t(`inventory.kinds.${row.kind}`)}</span>
            </span>
          ) : mayEdit ? (
            <span id={`quantity-${row.productId}-${row.locationId}`} className="block w-full">
              <QuantityField
                label={t('inventory.quantityOf', { product: row.productName, location: row.location })}
                value={row.quantity}
                step={row.packSize}
                format={f.quantity}
                isChanged={row.quantity !== row.suggestedQuantity}
                isDisabled={isSettled(row)}
                onCommit={(quantity) => onChange([row], { kind: 'quantity', quantityOf: () => quantity }, true)}
                onLeave={(direction, isAgreed) => {
                  if (isAgreed) onChange([row], { kind: 'approved' });
                  leave(row, direction);
                }}
                className={row.decision === 'rejected' ? 'line-through opacity-60' : undefined}
              />
            </span>
          ) : (
            '—'
          ),
      },
      ...chosen(['value', 'expectedOn', 'stake', 'decision', 'reason']),
    ];
  }, [t, f, reasonOf, columns, measure, rows, selection, mayEdit, onChange]);
}

function OrderBy({ date, daysLate }: { readonly date: string; readonly daysLate: number }) {
  const t = useTranslations('inventory');
  return (
    <span className="whitespace-nowrap">
      <span className="block">{date}</span>
      {daysLate > 0 && <span className="block text-xs text-bad">{t('daysLate', { days: daysLate })}</span>}
    </span>
  );
}
