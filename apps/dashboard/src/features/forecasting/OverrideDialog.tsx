'use client';
import { OverrideReason } from '@almanac/data/contract';
import { Button, Dialog, Segmented, SelectField, TextField, toast } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';

type Series = Outputs['forecasting']['get'];
type OverrideDialogProps = { readonly data: Series & { readonly forecast: NonNullable<Series['forecast']> }; readonly periodName: (date: string) => string; readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** Changes one or several periods of a forecast, to a number or by a share of what the model says, with a reason. */
export function OverrideDialog({ data, periodName, isOpen, onOpenChange }: OverrideDialogProps) {
  const t = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { series, frequency, forecast } = data;
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const [mode, setMode] = useState<'scale' | 'set'>('scale');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState<OverrideReason>('promotion');
  const [note, setNote] = useState('');
  const readAgain = () => queryClient.invalidateQueries({ queryKey: trpc.forecasting.pathKey() });
  const withdraw = useMutation(trpc.forecasting.withdrawOverride.mutationOptions({ onSuccess: readAgain }));
  const save = useMutation(
    trpc.forecasting.override.mutationOptions({
      onSuccess: async ({ batchId }) => {
        onOpenChange(false);
        setTyped('');
        setNote('');
        toast.success(t('overrides.saved'), { action: { label: t('overrides.undo'), onClick: () => withdraw.mutate({ batchId }) } });
        await readAgain();
      },
    }),
  );

  const amount = typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
  const value = mode === 'set' ? amount : 1 + amount / 100;
  const isValid = Number.isFinite(value) && value >= 0 && value <= (mode === 'set' ? 1e9 : 100);
  const model = forecast.mean.slice(range[0], range[1] + 1).reduce((sum, mean) => sum + mean, 0);
  const adjusted = mode === 'set' ? value * (range[1] - range[0] + 1) : model * value;
  const periods = forecast.dates.map((date, index) => ({ value: String(index), label: periodName(date) }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [from, to] = [forecast.dates[range[0]], forecast.dates[range[1]]];
    if (isValid && from !== undefined && to !== undefined) save.mutate({ seriesId: series.id, frequency, from, to, kind: mode, value, reason, note: note.trim() === '' ? undefined : note });
  };
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('overrides.title')} closeLabel={t('actions.close')}>
      <form onSubmit={submit} className="grid gap-4">
        <div className="grid grid-cols-2 gap-3">
          <SelectField label={t('overrides.from')} options={periods} value={String(range[0])} onChange={(event) => setRange([Number(event.target.value), Math.max(Number(event.target.value), range[1])])} />
          <SelectField label={t('overrides.to')} options={periods.slice(range[0])} value={String(range[1])} onChange={(event) => setRange([range[0], Number(event.target.value)])} />
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <Segmented
            label={t('overrides.mode')}
            value={mode}
            onChange={setMode}
            options={[
              { value: 'scale', label: t('overrides.byPercent') },
              { value: 'set', label: t(`overrides.toItems.${frequency}`) },
            ]}
          />
          <div className="w-28">
            <TextField label={t(mode === 'set' ? 'overrides.items' : 'overrides.percent')} inputMode="decimal" required value={typed} onChange={(event) => setTyped(event.target.value)} error={typed !== '' && !isValid ? t('overrides.invalid') : undefined} />
          </div>
        </div>
        <p className="rounded-md bg-sunken px-3 py-2 text-sm text-ink-soft" aria-live="polite">
          {isValid ? t('overrides.preview', { model: f.quantity(model), adjusted: f.quantity(adjusted) }) : t('overrides.previewModel', { model: f.quantity(model) })}
        </p>
        <SelectField label={t('overrides.reason')} options={OverrideReason.options.map((option) => ({ value: option, label: t(`overrides.reasons.${option}`) }))} value={reason} onChange={(event) => setReason(OverrideReason.parse(event.target.value))} />
        <TextField label={t('overrides.note')} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} hint={t('overrides.noteHint')} />
        <Button type="submit" variant="primary" size="md" isBusy={save.isPending} disabled={!isValid}>
          {t('overrides.save')}
        </Button>
      </form>
    </Dialog>
  );
}
