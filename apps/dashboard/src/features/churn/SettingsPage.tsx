'use client';
import { type ChurnRules, type ChurnSettings, mayActAs, minorUnitsOf } from '@almanac/data/contract';
import { Button, Callout, Card, Checkbox, PageHeader, SelectField, Table, TextField, toast } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';
import { useColumnName } from './names';
import { SectionNav } from './SectionNav';
import { readSettings, settingsText, shareAt } from './settings-form';

/** What leaving means here, what keeping a customer costs, and what the model may look at. */
export function SettingsPage() {
  const t = useTranslations('churn');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const { data: rules } = useSuspenseQuery(trpc.churn.settings.queryOptions());
  const save = useMutation(
    trpc.churn.saveSettings.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.churn.pathKey() });
        toast.success(t('settings.saved'));
      },
    }),
  );
  const train = useMutation(trpc.training.start.mutationOptions({ onSuccess: ({ runId }) => router.push(`/training/${runId}`) }));
  const mayEdit = mayActAs(session.role, 'marketer');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader title={t('title')} description={t('settings.text')} />
      <SectionNav />
      {!mayEdit && <Callout title={t('settings.readOnly')} />}
      <SettingsForm key={JSON.stringify(rules.settings)} rules={rules} mayEdit={mayEdit} isSaving={save.isPending} onSave={(settings) => save.mutate(settings)}>
        <Button type="button" isBusy={train.isPending} onClick={() => train.mutate({ capability: 'churn' })}>
          {t('settings.retrain')}
        </Button>
      </SettingsForm>
    </div>
  );
}

type FormProps = { readonly rules: ChurnRules; readonly mayEdit: boolean; readonly isSaving: boolean; readonly onSave: (settings: ChurnSettings) => void; readonly children: React.ReactNode };

function SettingsForm({ rules, mayEdit, isSaving, onSave, children }: FormProps) {
  const t = useTranslations('churn.settings');
  const f = useFormatters();
  const nameOf = useColumnName();
  const [form, setForm] = useState(() => settingsText(rules.settings, minorUnitsOf(f.currency)));
  const { settings, invalid } = readSettings(form, rules.settings, minorUnitsOf(f.currency));
  const text = (field: keyof typeof form, label: string, hint?: string) => (
    <TextField label={label} hint={hint} inputMode="decimal" disabled={!mayEdit} value={form[field] as string} error={invalid.includes(field) ? t('invalid') : undefined} onChange={(event) => setForm({ ...form, [field]: event.target.value })} />
  );
  const ticks = (field: 'excluded' | 'groupColumns', columns: readonly string[]) => (
    <div className="grid gap-1 sm:grid-cols-2 lg:grid-cols-3">
      {columns.map((column) => (
        <Checkbox
          key={column}
          label={nameOf(column)}
          isLabelShown
          disabled={!mayEdit}
          checked={form[field].includes(column)}
          onChange={(event) => setForm({ ...form, [field]: event.target.checked ? [...form[field], column] : form[field].filter((one) => one !== column) })}
        />
      ))}
    </div>
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (settings !== undefined) onSave(settings);
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <Card title={t('windowTitle')} description={rules.kind === 'contract' ? t('windowContract') : t('windowText')}>
        {rules.kind === 'purchases' && <WindowFields rules={rules} window={form.windowDays} field={text('windowDays', t('windowOwn'), rules.proposal?.days ? t('windowAuto', { days: rules.proposal.days }) : t('windowAutoUnknown'))} />}
      </Card>
      <Card title={t('moneyTitle')} description={t('moneyText')}>
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {text('contactCost', t('contactCost', { currency: f.currency }))}
          {text('offerCost', t('offerCost', { currency: f.currency }))}
          {text('saveRate', t('saveRate'), t('saveRateHint'))}
          {text('marginShare', t('margin'), t('marginHint', { margin: rules.margin === null ? 'none' : f.percentWhole(rules.margin) }))}
          {text('horizonMonths', t('horizon'))}
          {rules.kind === 'contract' && (
            <SelectField label={t('valueColumn')} disabled={!mayEdit} value={form.valueColumn} options={[{ value: '', label: t('valueColumnAuto') }, ...rules.valueColumns.map((value) => ({ value, label: value }))]} onChange={(event) => setForm({ ...form, valueColumn: event.target.value })} />
          )}
        </div>
      </Card>
      <Card title={t('columnsTitle')} description={t('columnsText')}>
        {ticks('excluded', rules.columns)}
      </Card>
      <Card title={t('groupsTitle')} description={t('groupsText')}>
        {rules.groups.length === 0 ? <p className="text-sm text-ink-faint">{t('groupsNone')}</p> : ticks('groupColumns', rules.groups)}
      </Card>
      {mayEdit && (
        <div className="grid gap-2">
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" disabled={settings === undefined} isBusy={isSaving}>
              {t('save')}
            </Button>
            {children}
          </div>
          <p className="text-xs text-ink-faint">{t('retrainHint')}</p>
        </div>
      )}
    </form>
  );
}

function WindowFields({ rules: { proposal }, window, field }: { readonly rules: ChurnRules; readonly window: string; readonly field: React.ReactNode }) {
  const t = useTranslations('churn.settings');
  const f = useFormatters();
  const own = Number(window);
  const share = proposal === null ? null : shareAt(proposal.returned, window === '' ? (proposal.days ?? Number.NaN) : own);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
      <div className="grid content-start gap-3">
        {field}
        {proposal?.days != null && <p className="text-sm text-ink-soft">{t('windowProposal', { days: proposal.idealDays ?? proposal.days, median: f.integer(proposal.medianGapDays) })}</p>}
        {proposal?.days != null && proposal.idealDays !== null && proposal.days < proposal.idealDays && <p className="text-sm text-ink-soft">{t('windowShortened', { history: proposal.historyDays, days: proposal.days })}</p>}
        {share !== null && <p className="text-sm text-ink-soft">{t('windowEffect', { days: window === '' ? (proposal?.days ?? 0) : own, share: f.percentWhole(1 - share) })}</p>}
      </div>
      {proposal !== null && proposal.returned.length > 0 && (
        <Table
          caption={t('windowReturned')}
          rows={proposal.returned}
          rowKey={({ days }) => String(days)}
          columns={[
            { id: 'days', header: t('windowReturned'), cell: ({ days }) => f.integer(days) },
            { id: 'share', header: t('windowShare'), align: 'end', cell: (row) => f.percentWhole(row.share) },
          ]}
        />
      )}
    </div>
  );
}
