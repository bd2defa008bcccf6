'use client';
import { Button, Card, Confirm, DownloadIcon, Table, toast } from '@almanac/ui';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { useTRPC } from '../../platform/trpc-client';

/** Finds a customer who asks what is kept, hands it out, or takes it away. */
export function PersonRequests() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [q, setQ] = useState('');
  const { data: rows = [] } = useQuery(trpc.privacy.find.queryOptions({ q }, { enabled: q.trim() !== '', placeholderData: keepPreviousData }));
  const erase = useMutation(
    trpc.privacy.erase.mutationOptions({
      onSuccess: async ({ anonymized }) => {
        await queryClient.invalidateQueries();
        toast.success(t('privacy.erased', { count: anonymized }));
      },
    }),
  );
  const isSearched = q.trim() !== '';
  return (
    <Card title={t('privacy.requests')} description={t('privacy.requestsText')}>
      <SearchInput label={t('privacy.search')} value={q} onSearch={setQ} className="max-w-md" />
      <p role="status" className="mt-2 text-sm text-ink-faint">
        {isSearched && (rows.length === 0 ? t('privacy.nobody') : t('privacy.found', { count: rows.length }))}
      </p>
      {isSearched && rows.length > 0 && (
        <div className="-mx-4 mt-3 sm:-mx-5">
          <Table
            caption={t('privacy.requests')}
            rows={rows}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                id: 'customer',
                header: t('privacy.customer'),
                cell: (row) => (
                  <>
                    <span className="block font-medium">{row.name ?? row.code}</span>
                    <span className="block text-xs break-all text-ink-faint">{[row.name === null ? null : row.code, row.email].filter((part) => part !== null).join(' · ')}</span>
                  </>
                ),
              },
              { id: 'purchases', header: t('privacy.lines'), align: 'end', isSecondary: true, cell: (row) => f.integer(row.purchases) },
              {
                id: 'actions',
                header: <span className="sr-only">{t('privacy.actions')}</span>,
                align: 'end',
                cell: (row) => (
                  <span className="inline-flex flex-wrap justify-end gap-1.5">
                    <Button asChild>
                      <a href={`/api/downloads/person.json?customerId=${row.id}`} download aria-label={t('privacy.exportNamed', { name: row.name ?? row.code })}>
                        <DownloadIcon aria-hidden />
                        {t('actions.export')}
                      </a>
                    </Button>
                    <Confirm
                      trigger={
                        <Button variant="danger" aria-label={t('privacy.eraseNamed', { name: row.name ?? row.code })}>
                          {t('privacy.erase')}
                        </Button>
                      }
                      title={t('privacy.eraseNamed', { name: row.name ?? row.code })}
                      description={t('privacy.eraseText')}
                      confirmLabel={t('privacy.erase')}
                      cancelLabel={t('data.cancel')}
                      onConfirm={() => erase.mutate({ customerId: row.id })}
                    />
                  </span>
                ),
              },
            ]}
          />
        </div>
      )}
    </Card>
  );
}
