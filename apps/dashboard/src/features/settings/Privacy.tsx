'use client';
import { Button, Card, PageHeader, SelectField, Switch, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { PersonRequests } from './PersonRequests';
import { SettingsNav } from './SettingsNav';

type Settings = Outputs['privacy']['settings'];

const kinds = ['uploadDays', 'purchaseDays', 'customerDays', 'auditDays'] as const;
const choices = [30, 90, 180, 365, 730, 1095, 1825, 3650];

/** What the company keeps of its customers, how long, and what a customer may ask for. */
export function Privacy() {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: settings } = useSuspenseQuery(trpc.privacy.settings.queryOptions());
  const save = useMutation(
    trpc.privacy.saveSettings.mutationOptions({
      onSuccess: () => toast.success(t('settings.saved')),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.privacy.settings.queryKey() }),
    }),
  );
  const change = (changes: Partial<Settings>) => save.mutate({ ...settings, ...changes });
  const days = (value: number | null) => [...new Set([...choices, ...(value === null ? [] : [value])])].sort((a, b) => a - b);
  return (
    <div className="grid max-w-4xl gap-5">
      <PageHeader title={t('privacy.title')} description={t('privacy.text')} />
      <SettingsNav role={session.role} />
      <PersonRequests />
      <Card title={t('privacy.retention')} description={t('privacy.retentionText')}>
        <div className="grid gap-4 sm:grid-cols-2">
          {kinds.map((kind) => (
            <SelectField
              key={kind}
              label={t(`privacy.kinds.${kind}`)}
              hint={t(`privacy.kindHints.${kind}`)}
              value={settings[kind] ?? ''}
              disabled={save.isPending}
              onChange={(event) => change({ [kind]: event.target.value === '' ? null : Number(event.target.value) })}
              options={[{ value: '', label: t('privacy.forever') }, ...days(settings[kind]).map((count) => ({ value: String(count), label: t('privacy.days', { count }) }))]}
            />
          ))}
        </div>
      </Card>
      <Card title={t('privacy.pseudonyms')} description={t('privacy.pseudonymsText')}>
        <Switch label={t('privacy.pseudonymize')} hint={t('privacy.pseudonymizeHint')} isOn={settings.pseudonymizesCustomers} isDisabled={save.isPending} onChange={(isOn) => change({ pseudonymizesCustomers: isOn })} />
      </Card>
      <div>
        <Button asChild variant="ghost">
          <a href="/settings/audit?action=privacy.person_erased">{t('privacy.erasures')}</a>
        </Button>
      </div>
    </div>
  );
}
