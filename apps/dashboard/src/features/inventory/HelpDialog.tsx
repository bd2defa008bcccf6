'use client';
import { Button, Dialog, Facts, icons } from '@almanac/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';

const shortcuts = ['step', 'next', 'approve', 'restore', 'range', 'undo'] as const;
const terms = ['stock', 'onOrder', 'cover', 'risk', 'orderBy', 'safetyStock', 'reorderPoint', 'orderUpTo', 'leadTime', 'atStake', 'class'] as const;

/** The keyboard, and what the words mean. */
export function HelpDialog() {
  const t = useTranslations();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" className="max-md:hidden" onClick={() => setIsOpen(true)}>
        <icons.Keyboard aria-hidden />
        {t('inventory.help')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setIsOpen} title={t('inventory.help')} closeLabel={t('actions.close')}>
        <h3 className="mb-2 text-base font-semibold">{t('inventory.keyboard')}</h3>
        <Facts items={shortcuts.map((key) => ({ label: t(`inventory.shortcuts.${key}.keys`), value: t(`inventory.shortcuts.${key}.text`) }))} />
        <h3 className="mt-5 mb-2 text-base font-semibold">{t('inventory.words')}</h3>
        <Facts items={terms.map((key) => ({ label: t(`inventory.terms.${key}`), value: t(`inventory.termHelp.${key}`) }))} />
      </Dialog>
    </>
  );
}
