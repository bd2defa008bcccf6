'use client';
import { WebhookEvent } from '@almanac/data/contract';
import { Button, Checkbox, Dialog, TextField } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';
import { SecretOnce } from './SecretOnce';
import { nameOfEvent } from './Webhooks';

type AddWebhookDialogProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void; readonly onAdded: () => Promise<void> };

/** Asks where messages go and what of, and shows what they are signed with the only time it can be seen. */
export function AddWebhookDialog({ isOpen, onOpenChange, onAdded }: AddWebhookDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const [events, setEvents] = useState<readonly WebhookEvent[]>(['stock.at_risk', 'customers.at_risk', 'run.failed', 'import.failed']);
  const add = useMutation(trpc.webhooks.add.mutationOptions({ onSuccess: onAdded }));
  const close = (open: boolean) => {
    onOpenChange(open);
    if (!open) add.reset(); // the secret leaves the page with the dialog
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate({ url: String(new FormData(event.currentTarget).get('url')), events: [...events] });
  };
  return (
    <Dialog isOpen={isOpen} onOpenChange={close} title={t(add.data ? 'webhooks.addedTitle' : 'webhooks.add')} closeLabel={t('actions.close')}>
      {add.data ? (
        <SecretOnce title={t('webhooks.onceTitle')} text={t('webhooks.onceText')} label={t('webhooks.secret')} secret={add.data.secret} onDone={() => close(false)} />
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <TextField label={t('webhooks.url')} name="url" type="url" required maxLength={500} pattern="https?://.+" placeholder="https://…" autoComplete="off" hint={t('webhooks.urlHint')} />
          <fieldset>
            <legend className="mb-1 text-sm font-medium text-ink-soft">{t('webhooks.which')}</legend>
            <div className="grid gap-1">
              {WebhookEvent.options.map((event) => (
                <Checkbox key={event} isLabelShown label={t(`webhooks.events.${nameOfEvent(event)}`)} checked={events.includes(event)} onChange={({ target }) => setEvents(target.checked ? [...events, event] : events.filter((each) => each !== event))} />
              ))}
            </div>
          </fieldset>
          <Button type="submit" variant="primary" size="md" isBusy={add.isPending} disabled={events.length === 0}>
            {t('webhooks.add')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
