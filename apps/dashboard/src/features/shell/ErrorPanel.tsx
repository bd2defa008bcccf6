'use client';
import { Button, CircleAlertIcon, EmptyState } from '@almanac/ui';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { useTranslations } from 'use-intl';

/** What an error boundary shows: the rest of the page stays usable, and a click tries again. */
export function ErrorPanel({ onRetry }: { readonly onRetry: () => void }) {
  const t = useTranslations('shell');
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      onRetry();
    });
  return (
    <div role="alert">
      <EmptyState
        isWholePage
        icon={<CircleAlertIcon />}
        title={t('errorTitle')}
        description={t('errorText')}
        action={
          <Button variant="primary" onClick={retry}>
            {t('tryAgain')}
          </Button>
        }
      />
    </div>
  );
}
