'use client';
import { Button, MOST_PRINTED_ROWS, PrinterIcon } from '@almanac/ui';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { usePrintAll } from '../../platform/use-print-all';
import type { filterOf } from './inventory-view';
import { useInventoryList } from './use-inventory-list';

/** Prints the list as it is filtered, once its rows have been read. */
export default function PrintList({ filter }: { readonly filter: ReturnType<typeof filterOf> }) {
  const t = useTranslations('actions');
  const list = useInventoryList(filter);
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const loaded = list.data?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
  const total = list.data?.pages[0]?.total ?? 0;
  const { isPreparing, print } = usePrintAll({ loaded, wanted: Math.min(total, MOST_PRINTED_ROWS), isLoading: list.isFetchingNextPage, hasFailed: list.isFetchNextPageError, loadMore });
  return (
    <Button size="icon" aria-label={t('print')} isBusy={isPreparing} disabled={total === 0} onClick={print}>
      <PrinterIcon aria-hidden />
    </Button>
  );
}
