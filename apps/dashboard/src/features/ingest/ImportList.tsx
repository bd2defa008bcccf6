'use client';
import { mayActAs } from '@almanac/data/contract';
import { Callout, Card, EmptyState, FileSpreadsheetIcon, PageHeader, Table } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { ImportStatusBadge } from './ImportStatusBadge';
import { isMoving } from './import-status';
import { UploadPanel } from './UploadPanel';

export function ImportList() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: imports } = useSuspenseQuery(trpc.ingest.list.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status }) => isMoving(status)) ? 1500 : false) }));
  return (
    <div className="grid gap-5">
      <PageHeader title={t('data.title')} description={t('data.subtitle')} />
      {mayActAs(session.role, 'planner') ? <UploadPanel /> : <Callout title={t('data.readOnly')} />}
      <Card title={t('data.importsTitle')} isFlush>
        {imports.length === 0 ? (
          <EmptyState icon={<FileSpreadsheetIcon />} title={t('data.emptyTitle')} description={t('data.emptyText')} />
        ) : (
          <Table
            caption={t('data.importsTitle')}
            rows={imports}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'file',
                header: t('data.file'),
                cell: (row) => (
                  <Link href={`/data/${row.id}`} className="font-medium hover:text-accent-ink">
                    <span className="break-all">{row.fileName}</span>
                    <span className="block text-xs font-normal text-ink-faint">{f.bytes(row.fileSize)}</span>
                  </Link>
                ),
              },
              { id: 'kind', header: t('data.kind'), isSecondary: true, cell: (row) => t(`importKinds.${row.kind}`) },
              { id: 'status', header: t('data.status'), cell: (row) => <ImportStatusBadge status={row.status} /> },
              { id: 'lines', header: t('data.lines'), align: 'end', cell: (row) => f.integer(row.counts.lines) },
              { id: 'problems', header: t('data.problems'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.counts.problems) },
              { id: 'inserted', header: t('data.inserted'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.counts.inserted) },
              { id: 'when', header: t('data.when'), isSecondary: true, cell: (row) => <span className="whitespace-nowrap text-ink-soft">{f.instant(row.createdAt)}</span> },
            ]}
          />
        )}
      </Card>
    </div>
  );
}
