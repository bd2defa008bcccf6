'use client';
import { SelectField, TextField } from '@almanac/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

interface Words {
  readonly name: string;
  readonly action: string | undefined;
  readonly ownerId: string;
  readonly dueOn: string;
}

type CampaignFieldsProps = { readonly defaults: Omit<Words, 'ownerId'> & { readonly ownerId: string | undefined }; readonly earliest?: string };

/** What a campaign is called, what it says, whose it is and when it goes out; read by {@link wordsOf}. */
export function CampaignFields({ defaults, earliest }: CampaignFieldsProps) {
  const t = useTranslations('campaigns');
  const { data: owners } = useSuspenseQuery(useTRPC().campaigns.owners.queryOptions());
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField key={defaults.name} label={t('name')} name="name" required maxLength={120} defaultValue={defaults.name} />
      <TextField label={t('action')} name="action" maxLength={500} placeholder={t('plan.actionPlaceholder')} defaultValue={defaults.action} />
      <SelectField label={t('owner')} name="owner" required options={owners.map(({ userId, name }) => ({ value: userId, label: name }))} defaultValue={owners.find(({ userId }) => userId === defaults.ownerId)?.userId} />
      <TextField label={t('dueOn')} name="dueOn" type="date" required min={earliest} defaultValue={defaults.dueOn} />
    </div>
  );
}

export function wordsOf(form: HTMLFormElement): Words {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name)).trim();
  return { name: text('name'), action: text('action') || undefined, ownerId: text('owner'), dueOn: text('dueOn') };
}
