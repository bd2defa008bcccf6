'use client';
import type { InventoryGroup } from '@almanac/data/contract';
import { Badge, Button, ChevronRightIcon, classNames, Skeleton } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { InventoryRows, type RowsProps } from './InventoryRows';
import { filterOf, filterOfGroup, type InventoryView } from './inventory-view';

type GroupedProps = RowsProps & {
  readonly by: NonNullable<InventoryView['by']>;
  readonly onOpen: (key: string | undefined) => void;
  readonly onSelectGroup: (filter: ReturnType<typeof filterOf>) => void;
};

/** Groups with their subtotals; one at a time unfolds into its rows. */
export default function GroupedInventory({ by, onOpen, onSelectGroup, ...rows }: GroupedProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const { view, mayEdit } = rows;
  const { data: groups } = useQuery(trpc.inventory.groups.queryOptions({ ...filterOf(view), by }, { placeholderData: keepPreviousData }));
  if (!groups) return <Skeleton className="m-4 h-64" />;
  if (groups.length === 0) return <p className="px-5 py-10 text-center text-sm text-ink-faint">{t('forecasts.noMatchTitle')}</p>;
  return (
    <ul>
      {groups.map((group) => {
        const filter = filterOfGroup(view, group.key);
        const isOpen = filter !== undefined && view.open === group.key;
        return (
          <li key={group.key} className="border-b border-line last:border-b-0">
            <div className={classNames('flex items-center gap-2 pr-4 sm:pr-5', isOpen && 'bg-canvas')}>
              <button
                type="button"
                aria-expanded={isOpen}
                disabled={filter === undefined}
                onClick={() => onOpen(isOpen ? undefined : group.key)}
                className="flex min-w-0 flex-1 items-center gap-3 px-4 py-3 text-left enabled:hover:bg-canvas sm:px-5"
              >
                <ChevronRightIcon className={classNames('size-4 shrink-0 text-ink-faint transition-transform', isOpen && 'rotate-90', filter === undefined && 'invisible')} aria-hidden />
                <Subtotals by={by} group={group} />
              </button>
              {mayEdit && filter && (
                <Button variant="ghost" onClick={() => onSelectGroup(filter)} aria-label={t('inventory.selectGroup', { group: group.name ?? group.key })} className="max-sm:hidden">
                  {t('inventory.select')}
                </Button>
              )}
            </div>
            {isOpen && <InventoryRows key={group.key} {...rows} filter={filter} emptyState={null} />}
          </li>
        );
      })}
    </ul>
  );
}

function Subtotals({ by, group }: { readonly by: GroupedProps['by']; readonly group: InventoryGroup }) {
  const t = useTranslations();
  const f = useFormatters();
  const name = group.key === '' ? t(`inventory.without.${by}`) : by === 'abc' ? t(`inventory.abcClasses.${group.key as 'A' | 'B' | 'C'}`) : (group.name ?? group.key);
  const isBelow = group.minimumMinor !== null && group.orderValueMinor > 0 && group.orderValueMinor < group.minimumMinor;
  const figure = (label: string, value: string, detail: string, className?: string) => (
    <span className={classNames('w-28 shrink-0 text-right', className)}>
      <span className="block text-xs text-ink-faint">{label}</span>
      <span className="block text-sm font-medium tabular-nums">{value}</span>
      <span className="block truncate text-xs text-ink-faint tabular-nums">{detail}</span>
    </span>
  );
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-base font-medium">{name}</span>
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-ink-faint">
          {t('inventory.groupItems', { count: group.items, exceptions: group.exceptions })}
          {isBelow && <Badge tone="warn">{t('inventory.belowMinimum', { amount: f.moneyWhole(group.minimumMinor) })}</Badge>}
        </span>
      </span>
      {figure(t('inventory.terms.atStake'), f.moneyWhole(group.atStakeMinor), ' ', 'max-md:hidden')}
      {figure(t('inventory.terms.stock'), f.moneyWhole(group.stockValueMinor), t('terms.itemsCount', { count: f.quantity(group.onHand) }), 'max-lg:hidden')}
      {figure(t('inventory.toOrder'), f.moneyWhole(group.orderValueMinor), t('inventory.lines', { count: group.orderItems }))}
    </>
  );
}
