'use client';
import { RejectReason } from '@almanac/data/contract';
import { Button, Dialog, SelectField, TextField } from '@almanac/ui';
import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';

type RejectDialogProps = { readonly count: number; readonly onClose: () => void; readonly onReject: (reason: RejectReason, note: string | undefined) => void };

/** Why not: the reason is kept with the suggestion. */
export function RejectDialog({ count, onClose, onReject }: RejectDialogProps) {
  const t = useTranslations();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onReject(RejectReason.parse(form.get('reason')), String(form.get('note')).trim() || undefined);
    onClose();
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.rejectTitle', { count })} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <SelectField label={t('inventory.rejectReason')} name="reason" options={RejectReason.options.map((value) => ({ value, label: t(`inventory.rejectReasons.${value}`) }))} />
        <TextField label={t('inventory.note')} name="note" maxLength={500} hint={t('inventory.rejectHint')} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary">
            {t('inventory.reject')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
