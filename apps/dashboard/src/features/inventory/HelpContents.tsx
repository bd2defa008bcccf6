'use client';
import { Dialog, Facts } from '@almanac/ui';
import { useTranslations } from 'use-intl';

const shortcuts = ['step', 'next', 'approve', 'restore', 'range', 'undo'] as const;
const terms = ['stock', 'onOrder', 'cover', 'risk', 'orderBy', 'safetyStock', 'reorderPoint', 'orderUpTo', 'leadTime', 'atStake', 'class'] as const;

/** The keyboard, and what the words mean. */
export default function HelpContents({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  return (
    <Dialog isOpen onOpenChange={onClose} title={t('inventory.help')} closeLabel={t('actions.close')}>
      <h3 className="mb-2 text-base font-semibold">{t('inventory.keyboard')}</h3>
      <Facts items={shortcuts.map((key) => ({ label: t(`inventory.shortcuts.${key}.keys`), value: t(`inventory.shortcuts.${key}.text`) }))} />
      <h3 className="mt-5 mb-2 text-base font-semibold">{t('inventory.words')}</h3>
      <Facts items={terms.map((key) => ({ label: t(`inventory.terms.${key}`), value: t(`inventory.termHelp.${key}`) }))} />
    </Dialog>
  );
}
