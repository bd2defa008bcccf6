'use client';
import { AbcClass, Decision, type InventoryFacets, SuggestionKind, XyzClass } from '@almanac/data/contract';
import { Button, icons, SearchField, SelectField } from '@almanac/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type InventoryView, isFiltered, noFilters, pastedCodes } from './inventory-view';

type FiltersProps = { readonly view: InventoryView; readonly facets: InventoryFacets; readonly onChange: (changes: Partial<InventoryView>) => void };

export function InventoryFilters({ view, facets, onChange }: FiltersProps) {
  const t = useTranslations();
  const hasFilters = isFiltered(view);
  const id = (text: string) => (text === '' ? undefined : Number(text));
  const named = (items: readonly { readonly id: number; readonly name: string }[]) => items.map((item) => ({ value: String(item.id), label: item.name }));
  const select = (label: string, all: string, options: readonly { readonly value: string; readonly label: string }[], value: string | number | undefined, change: (text: string) => Partial<InventoryView>) => (
    <SelectField label={label} isLabelHidden className="sm:w-36" options={[{ value: '', label: all }, ...options]} value={String(value ?? '')} onChange={(event) => onChange({ ...change(event.target.value), open: undefined })} />
  );
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
      <CodeSearch key={hasFilters ? 'filtered' : 'plain'} value={view.q} onSearch={(q) => onChange({ q })} />
      {select(t('inventory.terms.supplier'), t('inventory.allSuppliers'), named(facets.suppliers), view.supplier, (text) => ({ supplier: id(text) }))}
      {select(t('terms.location'), t('terms.allLocations'), named(facets.locations), view.location, (text) => ({ location: id(text) }))}
      {select(t('terms.category'), t('forecasts.allCategories'), plain(facets.categories), view.category, (text) => ({ category: text || undefined }))}
      {select(t('inventory.abc'), t('inventory.allAbc'), AbcClass.options.map((value) => ({ value, label: t(`inventory.abcClasses.${value}`) })), view.abc, (text) => ({ abc: AbcClass.safeParse(text).data }))}
      {select(t('inventory.xyz'), t('inventory.allXyz'), XyzClass.options.map((value) => ({ value, label: t(`inventory.xyzClasses.${value}`) })), view.xyz, (text) => ({ xyz: XyzClass.safeParse(text).data }))}
      {select(t('inventory.suggestion'), t('inventory.allKinds'), SuggestionKind.options.map((value) => ({ value, label: t(`inventory.kinds.${value}`) })), view.kind, (text) => ({ kind: SuggestionKind.safeParse(text).data }))}
      {select(t('inventory.terms.decision'), t('inventory.allDecisions'), Decision.options.map((value) => ({ value, label: t(`inventory.decisions.${value}`) })), view.decision, (text) => ({ decision: Decision.safeParse(text).data }))}
      {hasFilters && (
        <Button variant="ghost" onClick={() => onChange({ ...noFilters, open: undefined })}>
          <icons.X aria-hidden />
          {t('forecasts.clearFilters')}
        </Button>
      )}
    </search>
  );
}

/** Typing is shown at once and searched a moment later; a column of codes pasted from a spreadsheet becomes one line. */
function CodeSearch({ value, onSearch }: { readonly value: string; readonly onSearch: (q: string) => void }) {
  const t = useTranslations('inventory');
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <SearchField
      label={t('search')}
      value={typed}
      maxLength={4000}
      onChange={(event) => setTyped(event.target.value)}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (!/[\r\n\t]/.test(text.trim())) return;
        event.preventDefault();
        setTyped(pastedCodes(`${typed} ${text}`));
      }}
      className="col-span-2 sm:w-64"
    />
  );
}
