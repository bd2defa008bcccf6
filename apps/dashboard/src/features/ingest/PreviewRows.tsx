'use client';
import { Card, classNames, Table } from '@almanac/ui';
import { useTranslations } from 'use-intl';

type PreviewRowsProps = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly mapping: Readonly<Record<string, string>> };

type NumberedRow = { readonly key: string; readonly cells: readonly string[] };

/** The first lines as they were read: wrong letters or dates are seen here before anything is checked. */
export function PreviewRows({ columns, rows, mapping }: PreviewRowsProps) {
  const t = useTranslations('data');
  const numbered = rows.map((cells, index) => ({ cells, key: String(index) }));
  return (
    <Card title={t('previewTitle')} description={t('previewText')} isFlush>
      <Table
        caption={t('previewTitle')}
        rows={numbered}
        rowKey={({ key }) => key}
        columns={columns.map((name, index) => ({
          id: `${index}-${name}`,
          header: name,
          cell: ({ cells }: NumberedRow) => <span className={classNames('whitespace-nowrap', mapping[name] === undefined && 'text-ink-faint')}>{cells[index]}</span>,
        }))}
      />
    </Card>
  );
}
