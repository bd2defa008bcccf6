'use client';
import type { Webhook, WebhookDelivery, WebhookEvent } from '@almanac/data/contract';
import { Badge, Button, Card, Confirm, EmptyState, PageHeader, PlusIcon, SendIcon, Switch, Table, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { AddWebhookDialog } from './AddWebhookDialog';
import { SettingsNav } from './SettingsNav';

const tones = { waiting: 'accent', delivered: 'good', failed: 'bad' } as const;
const UNDER_WAY_MS = 2000;

export const nameOfEvent = (event: WebhookEvent | 'test') => event.replace('.', '_') as 'stock_at_risk' | 'customers_at_risk' | 'run_succeeded' | 'run_failed' | 'import_applied' | 'import_failed' | 'test';

/** Other programs that are told when something happens: added, tried and taken away by an owner. */
export function Webhooks() {
  const t = useTranslations('webhooks');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: rows } = useSuspenseQuery(trpc.webhooks.list.queryOptions());
  const { data: deliveries } = useSuspenseQuery(trpc.webhooks.deliveries.queryOptions(undefined, { refetchInterval: ({ state }) => (state.data?.some(({ status, attempts }) => status === 'waiting' && attempts === 0) ? UNDER_WAY_MS : false) }));
  const readAgain = () => queryClient.invalidateQueries({ queryKey: trpc.webhooks.pathKey() });
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader title={t('title')} description={t('text')} />
      <SettingsNav role={session.role} />
      <Card
        title={t('list')}
        description={t('listText')}
        isFlush
        actions={
          <Button variant="primary" onClick={() => setIsAdding(true)}>
            <PlusIcon aria-hidden />
            {t('add')}
          </Button>
        }
      >
        {rows.length === 0 ? <EmptyState icon={<SendIcon />} title={t('emptyTitle')} description={t('emptyText')} /> : <List rows={rows} readAgain={readAgain} />}
      </Card>
      {deliveries.length > 0 && <Deliveries rows={deliveries} />}
      <AddWebhookDialog isOpen={isAdding} onOpenChange={setIsAdding} onAdded={readAgain} />
    </div>
  );
}

function List({ rows, readAgain }: { readonly rows: readonly Webhook[]; readonly readAgain: () => Promise<void> }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const turn = useMutation(trpc.webhooks.turn.mutationOptions({ onSuccess: readAgain }));
  const test = useMutation(trpc.webhooks.test.mutationOptions({ onSuccess: readAgain }));
  const remove = useMutation(
    trpc.webhooks.remove.mutationOptions({
      onSuccess: async () => {
        await readAgain();
        toast.success(t('webhooks.removed'));
      },
    }),
  );
  return (
    <Table
      caption={t('webhooks.list')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'url',
          header: t('webhooks.url'),
          cell: ({ url, events }) => (
            <>
              <span className="block font-medium break-all">{url}</span>
              <span className="block text-xs text-ink-faint">{events.map((event) => t(`webhooks.events.${nameOfEvent(event)}`)).join(', ')}</span>
            </>
          ),
        },
        {
          id: 'on',
          header: t('webhooks.on'),
          cell: ({ id, url, isActive, failures }) => (
            <Switch label={t('webhooks.onNamed', { url })} isLabelHidden hint={!isActive && failures > 0 ? t('webhooks.turnedOff', { count: failures }) : undefined} isOn={isActive} isDisabled={turn.isPending} onChange={(isOn) => turn.mutate({ webhookId: id, isActive: isOn })} />
          ),
        },
        {
          id: 'actions',
          header: <span className="sr-only">{t('webhooks.actions')}</span>,
          align: 'end',
          cell: ({ id, url }) => (
            <span className="inline-flex flex-wrap justify-end gap-2">
              <Button aria-label={t('webhooks.testNamed', { url })} isBusy={test.isPending && test.variables.webhookId === id} onClick={() => test.mutate({ webhookId: id })}>
                {t('webhooks.test')}
              </Button>
              <Confirm
                trigger={
                  <Button variant="danger" aria-label={t('webhooks.removeNamed', { url })}>
                    {t('webhooks.remove')}
                  </Button>
                }
                title={t('webhooks.removeNamed', { url })}
                description={t('webhooks.removeText')}
                confirmLabel={t('webhooks.remove')}
                cancelLabel={t('data.cancel')}
                onConfirm={() => remove.mutate({ webhookId: id })}
              />
            </span>
          ),
        },
      ]}
    />
  );
}

function Deliveries({ rows }: { readonly rows: readonly WebhookDelivery[] }) {
  const t = useTranslations('webhooks');
  const f = useFormatters();
  const detail = ({ problem, httpStatus, attempts }: WebhookDelivery) => [problem !== null && t(`problems.${problem}`), httpStatus !== null && `HTTP ${httpStatus}`, attempts > 1 && t('tries', { count: attempts })].filter(Boolean).join(' · ');
  return (
    <Card title={t('deliveries')} description={t('deliveriesText')} isFlush>
      <Table
        caption={t('deliveries')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { id: 'at', header: t('at'), cell: ({ createdAt }) => <span className="whitespace-nowrap text-ink-soft">{f.instant(createdAt)}</span> },
          { id: 'event', header: t('event'), cell: ({ event }) => t(`events.${nameOfEvent(event)}`) },
          { id: 'url', header: t('url'), isSecondary: true, cell: ({ url }) => <span className="break-all text-ink-soft">{url}</span> },
          {
            id: 'status',
            header: t('state'),
            cell: (row) => (
              <>
                <Badge tone={tones[row.status]} hasDot>
                  {t(`states.${row.status}`)}
                </Badge>
                <span className="mt-0.5 block text-xs text-ink-faint">{detail(row)}</span>
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
