'use client';
import type { CampaignDetail } from '@almanac/data/contract';
import { Button, Callout, Dialog, TextField } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { failureOf } from '../../platform/api-error';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

type SentDialogProps = { readonly campaign: CampaignDetail; readonly onClose: () => void; readonly onSent: () => Promise<void> };

/** The day on which the messages went out. */
export default function SentDialog({ campaign: { campaignId, createdAt, windowDays }, onClose, onSent }: SentDialogProps) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [today] = useState(() => f.isoDate(new Date()));
  const mark = useMutation(
    trpc.campaigns.markSent.mutationOptions({
      onSuccess: async () => {
        onClose();
        await onSent();
      },
    }),
  );
  const failure = mark.error ? failureOf(mark.error) : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mark.mutate({ campaignId, sentOn: String(new FormData(event.currentTarget).get('sentOn')) });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('campaigns.detail.markSent')} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={t('campaigns.detail.sentOn')} hint={t('campaigns.detail.sentHint', { days: windowDays })} name="sentOn" type="date" required min={f.isoDate(createdAt)} max={today} defaultValue={today} />
        {failure && <Callout tone="bad" isAlert title={t(`errors.${failure.code}`, failure.params)} />}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" isBusy={mark.isPending}>
            {t('campaigns.detail.markSent')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
