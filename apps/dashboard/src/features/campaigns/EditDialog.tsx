'use client';
import type { CampaignDetail } from '@almanac/data/contract';
import { Button, Callout, Dialog, Skeleton, toast } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { useTRPC } from '../../platform/trpc-client';
import { CampaignFields, wordsOf } from './CampaignFields';

/** Name, message, owner and due date of a planned campaign; its list stays as it was drawn. */
export default function EditDialog({ campaign, onClose }: { readonly campaign: CampaignDetail; readonly onClose: () => void }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { campaignId, name, action, ownerId, dueOn } = campaign;
  const before = { campaignId, name, action: action ?? undefined, ownerId, dueOn };
  const update = useMutation(trpc.campaigns.update.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.campaigns.pathKey() }) }));
  const failure = update.error ? failureOf(update.error) : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const onSuccess = () => {
      onClose();
      toast.success(t('campaigns.detail.edited'), { duration: 8000, action: { label: t('actions.undo'), onClick: () => update.mutate(before) } });
    };
    update.mutate({ campaignId, ...wordsOf(event.currentTarget) }, { onSuccess });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('campaigns.detail.edit')} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <Suspense fallback={<Skeleton className="h-32" />}>
          <CampaignFields defaults={before} />
        </Suspense>
        {failure && <Callout tone="bad" isAlert title={t(`errors.${failure.code}`, failure.params)} />}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" isBusy={update.isPending}>
            {t('actions.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
