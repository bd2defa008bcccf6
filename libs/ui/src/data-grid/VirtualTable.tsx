'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { classNames } from '../class-names';
import { useIsPrinting } from '../use-is-printing';
import { type DataGridProps, type GridColumn, MOST_PRINTED_ROWS } from './DataGrid';

const ROW_HEIGHT = 52;
const SERVER_ROWS = 30;
const neverChanges = () => () => undefined;

/**
 * The rows that the server sends. The browser's first render must be the same ones, also when the page has been scrolled
 * by then; the rows in the window follow at once.
 */
function firstRows(count: number, scrollMargin: number) {
  return Array.from({ length: Math.min(count, SERVER_ROWS) }, (_, index) => ({ index, key: index, start: scrollMargin + index * ROW_HEIGHT }));
}
const allRows = (count: number) => Array.from({ length: count }, (_, index) => ({ index, key: index, start: 0 }));
const visibility = { md: 'hidden md:flex', lg: 'hidden lg:flex', xl: 'hidden xl:flex' };

export default function VirtualTable<Row, Sort extends string>({ label, columns, rows, total, rowKey, sort, onSort, sortLabel, onReachEnd, isLoadingMore }: DataGridProps<Row, Sort>) {
  const bodyRef = useRef<HTMLDivElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setScrollMargin((bodyRef.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const virtualizer = useWindowVirtualizer({ count: rows.length, estimateSize: () => ROW_HEIGHT, overscan: 12, scrollMargin, initialRect: { width: 1280, height: 900 } });
  const isHydrated = useSyncExternalStore(neverChanges, () => true, () => false);
  const isPrinting = useIsPrinting();
  const virtualRows = isPrinting ? allRows(Math.min(rows.length, MOST_PRINTED_ROWS)) : isHydrated ? virtualizer.getVirtualItems() : firstRows(rows.length, scrollMargin);
  const lastIndex = virtualRows.at(-1)?.index ?? 0;
  const isNearEnd = !isPrinting && rows.length > 0 && rows.length < total && lastIndex >= rows.length - 20;
  useEffect(() => {
    if (isNearEnd && !isLoadingMore) onReachEnd();
  }, [isNearEnd, isLoadingMore, onReachEnd]);

  const tracks = (from: readonly (GridColumn<Row, Sort>['from'] | undefined)[]) =>
    columns.filter((column) => from.includes(column.from)).map((column) => column.track).join(' ');
  const gridStyle = {
    '--cols-sm': tracks([undefined]),
    '--cols-md': tracks([undefined, 'md']),
    '--cols-lg': tracks([undefined, 'md', 'lg']),
    '--cols-xl': tracks([undefined, 'md', 'lg', 'xl']),
  } as React.CSSProperties;
  // A printed page is narrower than most windows: it takes the columns of a tablet, whatever it is printed from.
  const rowClass = classNames('grid items-center gap-x-4 px-4 sm:px-5', isPrinting ? 'grid-cols-[var(--cols-md)]' : 'grid-cols-[var(--cols-sm)] md:grid-cols-[var(--cols-md)] lg:grid-cols-[var(--cols-lg)] xl:grid-cols-[var(--cols-xl)]');
  const shownFrom = (from: NonNullable<GridColumn<Row, Sort>['from']>) => (isPrinting ? (from === 'md' ? 'flex' : 'hidden') : visibility[from]);
  const cellClass = (column: GridColumn<Row, Sort>) =>
    classNames('min-w-0 items-center', column.from ? shownFrom(column.from) : 'flex', column.align === 'end' && 'justify-end text-right tabular-nums');

  return (
    <div role="table" aria-label={label} aria-rowcount={total + 1} style={gridStyle} className="text-sm">
      <div role="rowgroup" className="sticky top-14 z-10 md:top-0 border-b border-line bg-canvas print:static">
        <div role="row" aria-rowindex={1} className={classNames(rowClass, 'h-9')}>
          {columns.map((column) => {
            const isSorted = column.sort === sort.by;
            return (
              <div key={column.id} role="columnheader" aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined} className={classNames(cellClass(column), 'text-xs font-medium text-ink-faint')}>
                {column.sort ? (
                  <button type="button" onClick={() => column.sort && onSort(column.sort)} aria-label={sortLabel(column.header)} className={classNames('inline-flex min-w-0 items-center gap-1 hover:text-ink [&_svg]:shrink-0', isSorted && 'text-ink')}>
                    <span className="truncate">{column.header}</span>
                    {isSorted && (sort.isDescending ? <ArrowDown className="size-3" aria-hidden /> : <ArrowUp className="size-3" aria-hidden />)}
                  </button>
                ) : (
                  <span className="truncate">{column.header}</span>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div ref={bodyRef} role="rowgroup" className="relative" style={isPrinting ? undefined : { height: virtualizer.getTotalSize() }}>
        {virtualRows.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={item.index + 2}
              className={classNames(rowClass, 'border-b border-line hover:bg-canvas', isPrinting ? 'break-inside-avoid' : 'absolute inset-x-0 top-0')}
              style={isPrinting ? { minHeight: ROW_HEIGHT } : { height: ROW_HEIGHT, transform: `translateY(${item.start - scrollMargin}px)` }}
            >
              {columns.map((column) => (
                <div key={column.id} role="cell" className={cellClass(column)}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
