'use client';
import type { RecommendationSettings } from '@almanac/data/contract';
import { Button, Card, Slider, Switch, TextField, toast } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { useTRPC } from '../../platform/trpc-client';

/** The company's rules for its recommendations; what was saved can be taken back from its message. */
export function SettingsForm({ settings, mayEdit }: { readonly settings: RecommendationSettings; readonly mayEdit: boolean }) {
  const t = useTranslations('recommendations.rules');
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(settings);
  const change = (changes: Partial<RecommendationSettings>) => setDraft({ ...draft, ...changes });
  const save = useMutation(trpc.recommendation.saveSettings.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.recommendation.pathKey() }) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft, { onSuccess: () => void toast.success(t('saved'), { duration: 8000, action: { label: t('undo'), onClick: () => save.mutate(settings) } }) });
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(settings);
  const count = (value: string, most: number, least: number) => Math.min(most, Math.max(least, Math.round(Number(value)) || least));
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayEdit} className="contents">
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
          <Card title={t('orderTitle')} description={t('orderText')}>
            <div className="grid gap-6">
              <div>
                <Slider label={t('marginWeight')} value={draft.marginWeight} min={0} max={1} step={0.1} valueText={f.percentWhole(draft.marginWeight)} onChange={(marginWeight) => change({ marginWeight })} />
                <p className="text-sm text-ink-faint">{t('marginWeightHint')}</p>
              </div>
              <div>
                <Slider label={t('diversity')} value={draft.diversity} min={0} max={1} step={0.1} valueText={f.percentWhole(draft.diversity)} onChange={(diversity) => change({ diversity })} />
                <p className="text-sm text-ink-faint">{t('diversityHint')}</p>
              </div>
            </div>
          </Card>
          <Card title={t('whatTitle')} description={t('whatText')}>
            <div className="grid gap-5">
              <Switch label={t('hidesOutOfStock')} hint={t('hidesOutOfStockHint')} isOn={draft.hidesOutOfStock} isDisabled={!mayEdit} onChange={(hidesOutOfStock) => change({ hidesOutOfStock })} />
              <Switch label={t('keepsReplenishable')} hint={t('keepsReplenishableHint')} isOn={draft.keepsReplenishable} isDisabled={!mayEdit} onChange={(keepsReplenishable) => change({ keepsReplenishable })} />
              <div className="border-t border-line pt-4">
                <p className="text-sm font-medium text-ink">{t('cap')}</p>
                <p className="mb-3 text-sm text-ink-faint">{t('capHint')}</p>
                <div className="grid grid-cols-2 gap-4">
                  <TextField label={t('capContacts')} type="number" inputMode="numeric" min={1} max={100} value={draft.capContacts} onChange={(event) => change({ capContacts: count(event.target.value, 100, 1) })} />
                  <TextField label={t('capDays')} type="number" inputMode="numeric" min={0} max={365} value={draft.capDays} onChange={(event) => change({ capDays: count(event.target.value, 365, 0) })} />
                </div>
              </div>
            </div>
          </Card>
        </div>
        {mayEdit && (
          <div className="mt-4 flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" size="md" disabled={!isChanged} isBusy={save.isPending}>
              {t('save')}
            </Button>
            {isChanged && (
              <Button variant="ghost" size="md" onClick={() => setDraft(settings)}>
                {t('discard')}
              </Button>
            )}
            <p className="text-sm text-ink-faint">{t('atOnce')}</p>
          </div>
        )}
      </fieldset>
    </form>
  );
}
