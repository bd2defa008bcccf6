'use client';
import { Capability, mayActAs, trainerOf, type StartTraining } from '@almanac/data/contract';
import { Button, Card, PlayIcon, Segmented } from '@almanac/ui';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

/** Starts a run of what one's role trains, and says whether one starts by itself every night. */
export function StartPanel() {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: session } = useSuspenseQuery(trpc.session.me.queryOptions());
  const mine = Capability.options.filter((name) => mayActAs(session.role, trainerOf[name]));
  const [capability, setCapability] = useState<Capability>(mine[0] ?? 'forecast');
  const [frequency, setFrequency] = useState<'week' | 'day'>('week');
  const [effort, setEffort] = useState<'quick' | 'standard'>('standard');
  const { data: schedule } = useSuspenseQuery(trpc.training.schedule.queryOptions());
  const readAgain = () => queryClient.invalidateQueries({ queryKey: trpc.training.pathKey() });
  const start = useMutation(trpc.training.start.mutationOptions({ onSuccess: readAgain }));
  const setSchedule = useMutation(trpc.training.setSchedule.mutationOptions({ onSuccess: readAgain }));
  const mode = modeOf(setSchedule.variables ?? schedule);
  const input: StartTraining = capability === 'forecast' ? { capability, frequency, effort } : capability === 'recommend' ? { capability, effort } : { capability };
  return (
    <Card title={t('training.startTitle')} description={t(`training.startText.${capability}`)}>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        {mine.length > 1 && (
          <Choice label={t('training.what')}>
            <Segmented label={t('training.what')} value={capability} onChange={setCapability} options={mine.map((value) => ({ value, label: t(`training.capabilities.${value}`) }))} />
          </Choice>
        )}
        {capability === 'forecast' && (
          <Choice label={t('terms.frequency')}>
            <Segmented label={t('terms.frequency')} value={frequency} onChange={setFrequency} options={(['week', 'day'] as const).map((value) => ({ value, label: t(`frequency.${value}`) }))} />
          </Choice>
        )}
        {capability !== 'churn' && (
          <Choice label={t('training.effort')}>
            <Segmented label={t('training.effort')} value={effort} onChange={setEffort} options={(['standard', 'quick'] as const).map((value) => ({ value, label: t(`training.efforts.${value}`) }))} />
          </Choice>
        )}
        <Button variant="primary" size="md" isBusy={start.isPending} onClick={() => start.mutate(input)}>
          <PlayIcon aria-hidden />
          {t('training.start')}
        </Button>
        <div className="w-full border-t border-line pt-4">
          <Choice label={t('training.byItself')}>
            <Segmented label={t('training.byItself')} value={mode} onChange={(chosen) => setSchedule.mutate({ nightly: chosen === 'night', onDrift: chosen === 'drift' })} options={modes.map((value) => ({ value, label: t(`training.modes.${value}`) }))} />
            <p className="mt-1.5 text-sm text-ink-faint">{t(`training.modeHints.${mode}`)}</p>
          </Choice>
        </div>
      </div>
    </Card>
  );
}

const modes = ['never', 'drift', 'night'] as const;

const modeOf = ({ nightly, onDrift = false }: { readonly nightly: boolean; readonly onDrift?: boolean | undefined }) => (nightly ? 'night' : onDrift ? 'drift' : 'never');

function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <p className="mb-1 text-sm font-medium text-ink-soft" aria-hidden>
        {label}
      </p>
      {children}
    </div>
  );
}
