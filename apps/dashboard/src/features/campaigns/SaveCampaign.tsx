'use client';
import type { CampaignPreview, PreviewCampaign } from '@almanac/data/contract';
import { Button, Callout, Card, CheckIcon, SelectField, TextField, toast } from '@almanac/ui';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

const DAYS_TO_SEND = 7;

/** Gives the plan a name, an owner and a due date, and makes the list. */
export function SaveCampaign({ plan, preview }: { readonly plan: PreviewCampaign; readonly preview: CampaignPreview }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: owners } = useQuery(trpc.campaigns.owners.queryOptions());
  const [today] = useState(() => f.isoDate(new Date()));
  const [soon] = useState(() => f.isoDate(new Date(Date.now() + DAYS_TO_SEND * 86_400_000)));
  const create = useMutation(
    trpc.campaigns.create.mutationOptions({
      onSuccess: async ({ campaignId }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.campaigns.list.pathKey() });
        toast.success(t('campaigns.saved'));
        router.push(`/campaigns/${campaignId}`);
      },
    }),
  );
  const failure = create.error ? failureOf(create.error) : undefined;
  const me = owners?.find(({ userId }) => userId === session.user.id)?.userId;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name)).trim();
    create.mutate({ ...plan, name: text('name'), ownerId: text('owner'), dueOn: text('dueOn'), action: text('action') || undefined });
  };
  const suggestion = plan.origin === 'churn' ? t('campaigns.keepCustomers') : (preview.product?.name ?? '');
  return (
    <Card title={t('campaigns.plan.saveTitle')} description={t('campaigns.plan.saveText')}>
      <form onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <TextField key={suggestion} label={t('campaigns.name')} name="name" required maxLength={120} defaultValue={[suggestion, plan.segment].filter(Boolean).join(', ')} />
        <TextField label={t('campaigns.action')} name="action" maxLength={500} placeholder={t('campaigns.plan.actionPlaceholder')} />
        <SelectField key={me} label={t('campaigns.owner')} name="owner" required className="[&_select]:h-9" options={(owners ?? []).map(({ userId, name }) => ({ value: userId, label: name }))} defaultValue={me} />
        <TextField label={t('campaigns.dueOn')} name="dueOn" type="date" required min={today} defaultValue={soon} />
        {failure && (
          <div className="sm:col-span-2">
            <Callout tone="bad" isAlert title={t(`errors.${failure.code}`, failure.params)} />
          </div>
        )}
        <div className="sm:col-span-2">
          <Button type="submit" variant="primary" size="md" isBusy={create.isPending} disabled={!owners}>
            <CheckIcon aria-hidden />
            {t('campaigns.plan.save', { count: f.integer(preview.contacts) })}
          </Button>
        </div>
      </form>
    </Card>
  );
}
