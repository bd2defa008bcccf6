'use client';
import { DataGrid, Skeleton } from '@almanac/ui';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useInventoryColumns } from './columns';
import { columnsOf, type filterOf, type InventorySort, type InventoryView, keyOf } from './inventory-view';
import type { Edits } from './use-edits';
import { useInventoryList } from './use-inventory-list';
import type { Selection } from './use-selection';

export type RowsProps = {
  readonly view: InventoryView;
  readonly selection: Selection;
  readonly edits: Edits;
  readonly mayEdit: boolean;
  readonly onSort: (sort: InventorySort) => void;
};

/** The rows of a filter, however many. */
export function InventoryRows({ filter, view, selection, edits, mayEdit, onSort, emptyState }: RowsProps & { readonly filter: ReturnType<typeof filterOf>; readonly emptyState: ReactNode }) {
  const t = useTranslations();
  const list = useInventoryList(filter);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const { apply } = edits;
  const shown = useMemo(() => columnsOf(view.columns), [view.columns]);
  const columns = useInventoryColumns({ columns: shown, measure: view.measure, rows, selection, mayEdit, onChange: apply });
  if (list.isPending) return <Skeleton className="m-4 h-64" />;
  if (rows.length === 0) return emptyState;
  return (
    <DataGrid
      label={t('inventory.title')}
      columns={columns}
      rows={rows}
      total={list.data?.pages[0]?.total ?? rows.length}
      rowKey={keyOf}
      sort={{ by: view.sort, isDescending: view.dir === 'desc' }}
      onSort={onSort}
      sortLabel={(header) => t('forecasts.sortBy', { header })}
      onReachEnd={loadMore}
      isLoadingMore={list.isFetchingNextPage}
    />
  );
}
