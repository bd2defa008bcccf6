'use client';
import { Badge, Button, Card, Confirm } from '@almanac/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { type Outputs, useTRPC } from '../../platform/trpc-client';

type Override = Outputs['forecasting']['get']['overrides'][number];
type OverrideHistoryProps = { readonly overrides: readonly Override[]; readonly frequency: 'week' | 'day'; readonly lastSeen: string; readonly mayChange: boolean };

/** Who changed the forecast, when and why, and what of it holds. */
export function OverrideHistory({ overrides, frequency, lastSeen, mayChange }: OverrideHistoryProps) {
  const t = useTranslations('overrides');
  const all = useTranslations();
  const f = useFormatters();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const withdraw = useMutation(trpc.forecasting.withdrawOverride.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.forecasting.pathKey() }) }));
  if (overrides.length === 0) return null;
  const change = ({ kind, value }: Override) => (kind === 'set' ? t(`setTo.${frequency}`, { items: f.quantity(value) }) : t('scaledBy', { percent: f.percentSigned(value - 1) }));
  const stateOf = ({ withdrawnAt, to, inForce }: Override) => (withdrawnAt !== null ? 'withdrawn' : to <= lastSeen ? 'past' : inForce > 0 ? 'inForce' : 'replaced');
  return (
    <Card title={t('historyTitle')} description={t('historyText')} isFlush>
      <ul className="border-t border-line">
        {overrides.map((override) => {
          const state = stateOf(override);
          return (
            <li key={override.batchId} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 text-sm last:border-b-0 sm:px-5">
              <span className="min-w-0 flex-1 basis-64">
                <span className="flex flex-wrap items-center gap-2 font-medium">
                  {override.from === override.to ? f.date(override.from) : f.dateRange(override.from, override.to)} · {change(override)}
                  <Badge tone={state === 'inForce' ? 'accent' : 'neutral'}>{t(`states.${state}`)}</Badge>
                </span>
                <span className="block text-ink-faint">
                  {[t(`reasons.${override.reason}`), override.note, t('by', { author: override.author, when: f.instant(override.createdAt) }), override.withdrawnBy !== null && t('withdrawnBy', { who: override.withdrawnBy, when: f.instant(override.withdrawnAt) })].filter(Boolean).join(' · ')}
                </span>
              </span>
              {mayChange && state !== 'withdrawn' && state !== 'past' && (
                <Confirm trigger={<Button isBusy={withdraw.isPending}>{t('withdraw')}</Button>} title={t('withdrawTitle')} description={t('withdrawText')} confirmLabel={t('withdraw')} cancelLabel={all('data.cancel')} onConfirm={() => withdraw.mutate({ batchId: override.batchId })} />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
