'use client';
import type { Removed } from '@almanac/data/contract';
import { BanIcon } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { useRemovedText } from './use-words';

/** What the company's rules took out of what is shown, in one line; nothing where they took nothing. */
export function RemovedNote({ removed, of = 'products' }: { readonly removed: readonly Removed[]; readonly of?: 'products' | 'customers' | 'suggestions' }) {
  const t = useTranslations('recommendations');
  const removedText = useRemovedText();
  if (removed.length === 0) return null;
  return (
    <p className="flex items-start gap-1.5 text-sm text-ink-faint">
      <BanIcon className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span>{t(`removed.${of}`, { what: removedText(removed) })}</span>
    </p>
  );
}
