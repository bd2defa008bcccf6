import type { ReactNode } from 'react';
import { classNames } from '../class-names';

export type TableColumn<Row> = {
  readonly id: string;
  readonly header: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** Hidden on narrow screens. */
  readonly isSecondary?: boolean;
};

type TableProps<Row> = {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly isEmphasized?: (row: Row) => boolean;
};

/** A plain table for tens of rows; `DataGrid` is for thousands. */
export function Table<Row>({ caption, columns, rows, rowKey, isEmphasized }: TableProps<Row>) {
  const cellClass = ({ align, isSecondary }: TableColumn<Row>) =>
    classNames('px-3 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5', align === 'end' ? 'text-right tabular-nums' : 'text-left', isSecondary && 'hidden md:table-cell print:table-cell');
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-y border-line bg-canvas">
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classNames(cellClass(column), 'h-8 text-xs font-medium whitespace-nowrap text-ink-faint')}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={classNames('border-b border-line last:border-b-0 hover:bg-canvas', isEmphasized?.(row) && 'font-medium')}>
              {columns.map((column) => (
                <td key={column.id} className={classNames(cellClass(column), 'h-10 py-1.5')}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
