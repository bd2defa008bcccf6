'use client';
import { Badge, Button, Card, Confirm, EmptyState, KeyboardIcon, PageHeader, PlusIcon, Table, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { CreateTokenDialog } from './CreateTokenDialog';
import { SettingsNav } from './SettingsNav';

const tones = { active: 'good', expired: 'warn', revoked: 'neutral' } as const;

/** Keys for other programs, such as the company's shop: made and withdrawn by an owner. */
export function Tokens() {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isCreating, setIsCreating] = useState(false);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: rows } = useSuspenseQuery(trpc.tokens.list.queryOptions());
  const readAgain = () => queryClient.invalidateQueries({ queryKey: trpc.tokens.pathKey() });
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: async () => {
        await readAgain();
        toast.success(t('tokens.revoked'));
      },
    }),
  );
  return (
    <div className="grid max-w-4xl gap-5">
      <PageHeader title={t('tokens.title')} description={t('tokens.text')} />
      <SettingsNav role={session.role} />
      <Card
        title={t('tokens.list')}
        description={t('tokens.listText')}
        isFlush
        actions={
          <Button variant="primary" onClick={() => setIsCreating(true)}>
            <PlusIcon aria-hidden />
            {t('tokens.create')}
          </Button>
        }
      >
        {rows.length === 0 ? (
          <EmptyState icon={<KeyboardIcon />} title={t('tokens.emptyTitle')} description={t('tokens.emptyText')} />
        ) : (
          <Table
            caption={t('tokens.list')}
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                id: 'name',
                header: t('tokens.name'),
                cell: (row) => (
                  <>
                    <span className="block font-medium">{row.name}</span>
                    <span className="block font-mono text-xs text-ink-faint">{row.prefix}…</span>
                  </>
                ),
              },
              { id: 'scopes', header: t('tokens.scopes'), isSecondary: true, cell: (row) => <span className="text-ink-soft">{row.scopes.map((scope) => t(`tokens.scope.${scope === 'forecasts:read' ? 'forecasts' : 'recommendations'}`)).join(', ')}</span> },
              {
                id: 'state',
                header: t('tokens.state'),
                cell: (row) => (
                  <>
                    <Badge tone={tones[row.state]} hasDot>
                      {t(`tokens.states.${row.state}`)}
                    </Badge>
                    {row.state !== 'revoked' && <span className="mt-0.5 block text-xs text-ink-faint">{t('tokens.until', { date: f.instant(row.expiresAt) })}</span>}
                  </>
                ),
              },
              { id: 'used', header: t('tokens.lastUsed'), isSecondary: true, cell: (row) => <span className="text-ink-soft">{row.lastUsedAt === null ? t('tokens.neverUsed') : f.instant(row.lastUsedAt)}</span> },
              { id: 'by', header: t('tokens.createdBy'), isSecondary: true, cell: (row) => <span className="text-ink-soft">{row.createdByName}</span> },
              {
                id: 'revoke',
                header: <span className="sr-only">{t('tokens.revoke')}</span>,
                align: 'end',
                cell: (row) =>
                  row.state === 'active' && (
                    <Confirm
                      trigger={
                        <Button variant="danger" aria-label={t('tokens.revokeNamed', { name: row.name })}>
                          {t('tokens.revoke')}
                        </Button>
                      }
                      title={t('tokens.revokeNamed', { name: row.name })}
                      description={t('tokens.revokeText')}
                      confirmLabel={t('tokens.revoke')}
                      cancelLabel={t('data.cancel')}
                      onConfirm={() => revoke.mutate({ tokenId: row.id })}
                    />
                  ),
              },
            ]}
          />
        )}
      </Card>
      <Card title={t('tokens.howTitle')} description={t('tokens.howText')}>
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs" tabIndex={0} aria-label={t('tokens.howTitle')}>
          {'curl -H "Authorization: Bearer alm_…" \\\n  "https://…/api/v1/recommendations?customer=CODE&limit=10"'}
        </pre>
        <a className="mt-3 inline-block text-sm font-medium text-accent-ink underline" href="/api/v1/openapi.json">
          {t('tokens.openapi')}
        </a>
      </Card>
      <CreateTokenDialog isOpen={isCreating} onOpenChange={setIsCreating} onCreated={readAgain} />
    </div>
  );
}
