'use client';
import type { AddExclusion, RecommendationExclusion } from '@almanac/data/contract';
import { toast } from '@almanac/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useTRPC } from '../../platform/trpc-client';

type Target = Omit<AddExclusion, 'note'>;

const isOf = (exclusion: RecommendationExclusion, { productId, category, customerId }: Target) =>
  category === undefined ? exclusion.targetId === (productId ?? customerId) && exclusion.kind === (productId === undefined ? 'customer' : 'product') : exclusion.kind === 'category' && exclusion.code === category;

function targetOf({ kind, targetId, code, note }: RecommendationExclusion): AddExclusion {
  const said = note === null ? {} : { note };
  if (kind === 'category' || targetId === null) return { category: code, ...said };
  return kind === 'product' ? { productId: targetId, ...said } : { customerId: targetId, ...said };
}

/** What is never recommended and who is never written to; each change can be taken back from its message. */
export function useExclusions() {
  const t = useTranslations('recommendations.rules');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: rules } = useQuery(trpc.recommendation.settings.queryOptions());
  const readAgain = () => queryClient.invalidateQueries({ queryKey: trpc.recommendation.pathKey() });
  const add = useMutation(trpc.recommendation.addExclusion.mutationOptions({ onSuccess: readAgain }));
  const remove = useMutation(trpc.recommendation.removeExclusion.mutationOptions({ onSuccess: readAgain }));
  const exclusions = rules?.exclusions ?? [];

  const exclude = (target: AddExclusion, name: string, onDone?: () => void) =>
    add.mutate(target, {
      onSuccess: ({ exclusions: now }) => {
        const made = now.find((exclusion) => isOf(exclusion, target));
        toast.success(t('excluded', { name }), { duration: 8000, action: made && { label: t('undo'), onClick: () => remove.mutate({ id: made.id }) } });
        onDone?.();
      },
    });
  const allow = (exclusion: RecommendationExclusion) =>
    remove.mutate({ id: exclusion.id }, { onSuccess: () => void toast.success(t('allowed', { name: exclusion.name ?? exclusion.code }), { duration: 8000, action: { label: t('undo'), onClick: () => add.mutate(targetOf(exclusion)) } }) });
  return { rules, exclude, allow, find: (target: Target) => exclusions.find((exclusion) => isOf(exclusion, target)), isBusy: add.isPending || remove.isPending };
}
