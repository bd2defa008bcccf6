'use client';
import { Button, ChevronRightIcon, Skeleton } from '@almanac/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormatters } from '../../platform/FormattersProvider';
import { SearchInput } from '../../platform/SearchInput';
import { useTRPC } from '../../platform/trpc-client';

const OFFERED = 6;

/** The product to write about: found by name or code, the most promising ones first. */
export function ProductPicker({ chosen, onChoose }: { readonly chosen: string | undefined; readonly onChoose: (productId: number | undefined) => void }) {
  const t = useTranslations('campaigns.plan');
  const f = useFormatters();
  const trpc = useTRPC();
  const [q, setQ] = useState('');
  const { data, isPending } = useQuery(trpc.recommendation.products.queryOptions({ q: q === '' ? undefined : q, limit: OFFERED }, { placeholderData: keepPreviousData, enabled: chosen === undefined }));
  if (chosen !== undefined) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0">
          <span className="block text-sm font-medium text-ink-soft">{t('product')}</span>
          <span className="block truncate text-base">{chosen}</span>
        </p>
        <Button onClick={() => onChoose(undefined)}>{t('changeProduct')}</Button>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <SearchInput label={t('searchProduct')} value={q} onSearch={setQ} />
      {isPending && <Skeleton className="h-48" />}
      <ul className="divide-y divide-line rounded-md border border-line">
        {data?.items.map(({ id, code, name, expectedBuyers, valueMinor }) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(id)} className="flex w-full items-center gap-3 px-3 py-2 text-left text-sm hover:bg-canvas">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                <span className="block text-xs text-ink-faint">{code}</span>
              </span>
              <span className="shrink-0 text-right text-xs text-ink-faint tabular-nums">
                <span className="block">{t('buyersOf', { count: f.integer(expectedBuyers) })}</span>
                <span className="block">{f.moneyWhole(valueMinor)}</span>
              </span>
              <ChevronRightIcon className="size-4 shrink-0 text-ink-faint" aria-hidden />
            </button>
          </li>
        ))}
        {data?.items.length === 0 && (
          <li className="flex flex-wrap items-center justify-between gap-2 px-3 py-4 text-sm text-ink-faint">
            {t(q === '' ? 'untrained' : 'noProduct')}
            {q === '' && (
              <Button asChild>
                <Link href="/training">{t('toTraining')}</Link>
              </Button>
            )}
          </li>
        )}
      </ul>
    </div>
  );
}
