'use client';
import { TokenScope } from '@almanac/data/contract';
import { Button, Checkbox, Dialog, SelectField, TextField } from '@almanac/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { SecretOnce } from './SecretOnce';

const DAYS = [30, 90, 180, 365] as const;
const PER_MINUTE = [60, 600, 6000, 60_000] as const;

type CreateTokenDialogProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void; readonly onCreated: () => Promise<void> };

/** Asks what a token is for, and shows it the only time it can be seen. */
export function CreateTokenDialog({ isOpen, onOpenChange, onCreated }: CreateTokenDialogProps) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['recommendations:read']);
  const create = useMutation(trpc.tokens.create.mutationOptions({ onSuccess: onCreated }));
  const close = (open: boolean) => {
    onOpenChange(open);
    if (!open) create.reset(); // the secret leaves the page with the dialog
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    create.mutate({ name: String(form.get('name')), scopes: [...scopes], days: Number(form.get('days')), perMinute: Number(form.get('perMinute')) });
  };
  return (
    <Dialog isOpen={isOpen} onOpenChange={close} title={t(create.data ? 'tokens.createdTitle' : 'tokens.create')} closeLabel={t('actions.close')}>
      {create.data ? (
        <SecretOnce title={t('tokens.onceTitle')} text={t('tokens.onceText')} label={t('tokens.token')} secret={create.data.token} onDone={() => close(false)} />
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <TextField label={t('tokens.name')} name="name" required maxLength={80} autoComplete="off" hint={t('tokens.nameHint')} />
          <fieldset>
            <legend className="mb-1 text-sm font-medium text-ink-soft">{t('tokens.scopes')}</legend>
            <div className="grid gap-1">
              {TokenScope.options.map((scope) => (
                <Checkbox
                  key={scope}
                  isLabelShown
                  label={t(`tokens.scope.${scope === 'forecasts:read' ? 'forecasts' : 'recommendations'}`)}
                  checked={scopes.includes(scope)}
                  onChange={(event) => setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((each) => each !== scope))}
                />
              ))}
            </div>
          </fieldset>
          <SelectField label={t('tokens.expires')} name="days" defaultValue="90" options={DAYS.map((days) => ({ value: String(days), label: t('tokens.inDays', { days }) }))} />
          <SelectField label={t('tokens.rate')} name="perMinute" defaultValue="600" options={PER_MINUTE.map((count) => ({ value: String(count), label: t('tokens.perMinute', { count: f.integer(count) }) }))} />
          <Button type="submit" variant="primary" size="md" isBusy={create.isPending} disabled={scopes.length === 0}>
            {t('tokens.create')}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
