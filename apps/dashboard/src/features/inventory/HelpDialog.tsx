'use client';
import { Button, KeyboardIcon } from '@almanac/ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';

const HelpContents = lazy(() => import('./HelpContents'));

/** Opens the list of keys and words; its code is loaded when somebody asks. */
export function HelpDialog() {
  const t = useTranslations('inventory');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" className="max-md:hidden" onClick={() => setIsOpen(true)}>
        <KeyboardIcon aria-hidden />
        {t('help')}
      </Button>
      {isOpen && (
        <Suspense>
          <HelpContents onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
