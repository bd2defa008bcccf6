'use client';
import type { CampaignPreview, PreviewCampaign } from '@almanac/data/contract';
import { Button, Callout, Card, CheckIcon, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { CampaignFields, wordsOf } from './CampaignFields';

const DAYS_TO_SEND = 7;

/** Gives the plan a name, an owner and a due date, and makes the list. */
export function SaveCampaign({ plan, preview }: { readonly plan: PreviewCampaign; readonly preview: CampaignPreview }) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
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
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ ...plan, ...wordsOf(event.currentTarget) });
  };
  const suggestion = plan.origin === 'churn' ? t('campaigns.keepCustomers') : (preview.product?.name ?? '');
  return (
    <Card title={t('campaigns.plan.saveTitle')} description={t('campaigns.plan.saveText')}>
      <form onSubmit={submit} className="grid gap-3">
        <CampaignFields defaults={{ name: [suggestion, plan.segment].filter(Boolean).join(', '), action: undefined, ownerId: session.user.id, dueOn: soon }} earliest={today} />
        {failure && <Callout tone="bad" isAlert title={t(`errors.${failure.code}`, failure.params)} />}
        <div>
          <Button type="submit" variant="primary" size="md" isBusy={create.isPending}>
            <CheckIcon aria-hidden />
            {t('campaigns.plan.save', { count: f.integer(preview.contacts) })}
          </Button>
        </div>
      </form>
    </Card>
  );
}
