'use client';
import type { SavedView } from '@almanac/data/contract';
import { Button, Dialog, Switch, TextField, toast } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

type SaveViewDialogProps = { readonly query: string; readonly onClose: () => void; readonly onSaved: (views: readonly SavedView[]) => void };

/** Names the present view, for oneself or for everybody. */
export default function SaveViewDialog({ query, onClose, onSaved }: SaveViewDialogProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const [isShared, setIsShared] = useState(false);
  const save = useMutation(
    trpc.inventory.saveView.mutationOptions({
      onSuccess: (views) => {
        onSaved(views);
        onClose();
        toast.success(t('settings.saved'));
      },
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({ name: String(new FormData(event.currentTarget).get('name')), isShared, query });
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.saveView')} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label={t('inventory.viewName')} name="name" required maxLength={60} autoFocus />
        <Switch label={t('inventory.shareView')} hint={t('inventory.shareViewHint')} isOn={isShared} onChange={setIsShared} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" isBusy={save.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
