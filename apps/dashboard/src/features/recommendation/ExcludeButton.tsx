'use client';
import { BanIcon, Button, Undo2Icon } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useExclusions } from './use-exclusions';

type ExcludeButtonProps = { readonly target: { readonly productId: number } | { readonly customerId: number }; readonly name: string };

/** Takes a product or a customer out of all recommendations, or back in. */
export function ExcludeButton({ target, name }: ExcludeButtonProps) {
  const t = useTranslations('recommendations.rules');
  const { exclude, allow, find, isBusy } = useExclusions();
  const exclusion = find(target);
  return exclusion === undefined ? (
    <Button isBusy={isBusy} onClick={() => exclude(target, name)}>
      <BanIcon aria-hidden />
      {t('productId' in target ? 'neverRecommend' : 'neverContact')}
    </Button>
  ) : (
    <Button isBusy={isBusy} onClick={() => allow(exclusion)}>
      <Undo2Icon aria-hidden />
      {t('productId' in target ? 'recommendAgain' : 'contactAgain')}
    </Button>
  );
}
