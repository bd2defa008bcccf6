'use client';
import { Button, Card, DownloadIcon, Table } from '@almanac/ui';
import { useLocale, useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import type { Outputs } from '../../platform/trpc-client';

type ProblemTableProps = { readonly importId: string; readonly problems: Outputs['ingest']['get']['problems']; readonly total: number };

/** What is wrong, where; the whole list is a download, so that the file can be mended in one go. */
export function ProblemTable({ importId, problems, total }: ProblemTableProps) {
  const t = useTranslations();
  const locale = useLocale();
  const f = useFormatters();
  return (
    <Card
      title={t('data.problemsTitle')}
      description={t('data.problemsText', { shown: f.integer(problems.length), total: f.integer(total) })}
      isFlush
      actions={
        <Button asChild>
          <a href={`/api/downloads/imports/${importId}/problems.csv?locale=${locale}`} download>
            <DownloadIcon aria-hidden />
            {t('data.downloadProblems')}
          </a>
        </Button>
      }
    >
      <div className="max-h-96 overflow-y-auto">
        <Table
          caption={t('data.problemsTitle')}
          rows={problems}
          rowKey={({ line, column, code }) => `${line}-${column}-${code}`}
          columns={[
            { id: 'line', header: t('data.line'), cell: (row) => f.integer(row.line) },
            { id: 'column', header: t('data.column'), cell: (row) => row.column },
            { id: 'problem', header: t('data.problem'), cell: (row) => t(`problems.${row.code}`) },
            { id: 'value', header: t('data.value'), cell: (row) => <code className="font-mono text-xs break-all">{row.value}</code> },
          ]}
        />
      </div>
    </Card>
  );
}
