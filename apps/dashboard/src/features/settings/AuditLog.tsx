'use client';
import { AuditAction } from '@almanac/data/contract';
import { Button, Card, ClipboardListIcon, EmptyState, PageHeader, PrintedFilters, SelectField, Table, TextField } from '@almanac/ui';
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { searchOf, useView } from '../../platform/use-view';
import { ExportMenu } from '../../platform/ExportMenu';
import { AuditView } from './audit-view';
import { SettingsNav } from './SettingsNav';
import { useAuditWords } from './use-audit-words';

const nameOf = (action: AuditAction) => action.replace('.', '_') as ReplaceDot<AuditAction>;
type ReplaceDot<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}_${Tail}` : never;

/** Who exported, saw and changed what, the newest first. */
export function AuditLog() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [view, setView] = useView(AuditView);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(trpc.audit.list.infiniteQueryOptions(view, { getNextPageParam: ({ nextCursor }) => nextCursor, placeholderData: keepPreviousData }));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const people = data?.pages[0]?.people ?? [];
  const personOf = (userId: string | undefined) => people.find((person) => person.userId === userId)?.name;
  const wordsOf = useAuditWords();
  return (
    <div className="grid max-w-5xl gap-5">
      <PageHeader title={t('audit.title')} description={t('audit.text')} actions={<ExportMenu name="audit" search={searchOf(AuditView, view)} isDisabled={rows.length === 0} />} />
      <SettingsNav role={session.role} />
      <PrintedFilters
        items={[
          ...(view.userId ? [{ label: t('audit.person'), value: personOf(view.userId) ?? view.userId }] : []),
          ...(view.action ? [{ label: t('audit.action'), value: t(`audit.actions.${nameOf(view.action)}`) }] : []),
          ...(view.from ? [{ label: t('audit.from'), value: f.date(view.from) }] : []),
          ...(view.to ? [{ label: t('audit.to'), value: f.date(view.to) }] : []),
        ]}
      />
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4 print:hidden">
        <SelectField
          label={t('audit.person')}
          value={view.userId ?? ''}
          onChange={(event) => setView({ userId: event.target.value || undefined })}
          options={[{ value: '', label: t('audit.everyone') }, ...people.map(({ userId, name }) => ({ value: userId, label: name }))]}
        />
        <SelectField
          label={t('audit.action')}
          value={view.action ?? ''}
          onChange={(event) => setView({ action: AuditAction.safeParse(event.target.value).data })}
          options={[{ value: '', label: t('audit.everything') }, ...AuditAction.options.map((action) => ({ value: action, label: t(`audit.actions.${nameOf(action)}`) }))]}
        />
        <TextField label={t('audit.from')} type="date" value={view.from ?? ''} onChange={(event) => setView({ from: event.target.value || undefined })} className="h-8! text-sm!" />
        <TextField label={t('audit.to')} type="date" value={view.to ?? ''} onChange={(event) => setView({ to: event.target.value || undefined })} className="h-8! text-sm!" />
      </div>
      <Card isFlush className="overflow-clip [&>div]:pt-0">
        {rows.length === 0 ? (
          <EmptyState icon={<ClipboardListIcon />} title={t('audit.emptyTitle')} description={t('audit.emptyText')} />
        ) : (
          <Table
            caption={t('audit.title')}
            rows={rows}
            rowKey={({ id }) => String(id)}
            columns={[
              { id: 'at', header: t('audit.when'), cell: (row) => <span className="whitespace-nowrap text-ink-soft">{f.instant(row.at)}</span> },
              { id: 'person', header: t('audit.person'), cell: (row) => <span className="font-medium">{row.userName ?? t('audit.almanac')}</span> },
              {
                id: 'action',
                header: t('audit.action'),
                cell: (row) => (
                  <>
                    <span className="block">{t(`audit.actions.${nameOf(row.action)}`)}</span>
                    <span className="block max-w-xs text-xs break-all text-ink-faint">{wordsOf(row)}</span>
                  </>
                ),
              },
            ]}
          />
        )}
      </Card>
      {hasNextPage && (
        <div className="print:hidden">
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
