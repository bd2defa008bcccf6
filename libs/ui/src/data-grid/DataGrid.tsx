'use client';
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { Skeleton } from '../primitives/Feedback';

// The server sends the first rows as they are: a page can be read before the code has come that scrolls through thousands.
const VirtualTable = lazy(() => import('./VirtualTable'));

export type GridColumn<Row, Sort extends string> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Track of the grid from a tablet up, such as `minmax(0,2fr)`. */
  readonly track: string;
  readonly align?: 'start' | 'end';
  readonly sort?: Sort;
  /** From which width the column shows; a phone shows the columns without one. */
  readonly from?: 'md' | 'lg' | 'xl';
};

export type DataGridProps<Row, Sort extends string> = {
  readonly label: string;
  readonly columns: readonly GridColumn<Row, Sort>[];
  readonly rows: readonly Row[];
  /** Rows on the server, of which `rows` are the first. */
  readonly total: number;
  readonly rowKey: (row: Row) => string | number;
  readonly sort: { readonly by: Sort; readonly isDescending: boolean };
  readonly onSort: (by: Sort) => void;
  readonly sortLabel: (header: string) => string;
  /** Called when the reader nears the end of `rows` and more are there. */
  readonly onReachEnd: () => void;
  readonly isLoadingMore: boolean;
};

/** More pages than anybody reads; the caller says so beside the table. */
export const MOST_PRINTED_ROWS = 1000;

/** Rows in the tens of thousands: only those in the window are in the page, sorting and loading are the caller's. Paper has no window: it gets up to `MOST_PRINTED_ROWS`. */
export function DataGrid<Row, Sort extends string>(props: DataGridProps<Row, Sort>) {
  // `lazy` forgets that the component is generic.
  const Table = VirtualTable as unknown as ComponentType<DataGridProps<Row, Sort>>;
  return (
    <Suspense fallback={<Skeleton className="m-4 h-64" />}>
      <Table {...props} />
    </Suspense>
  );
}
