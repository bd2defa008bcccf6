'use client';
import { AbcClass, Decision, type InventoryFacets, SuggestionKind, XyzClass } from '@almanac/data/contract';
import { Button, classNames, SelectField, SlidersHorizontalIcon, XIcon } from '@almanac/ui';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type InventoryView, isFiltered, noFilters } from './inventory-view';
import { SearchInput } from '../../platform/SearchInput';

type FiltersProps = { readonly view: InventoryView; readonly facets: InventoryFacets; readonly onChange: (changes: Partial<InventoryView>) => void; readonly children: ReactNode };

/** What narrows the list; tools that change how it looks stand beside, as children. */
export function InventoryFilters({ view, facets, onChange, children }: FiltersProps) {
  const t = useTranslations();
  const [isUnfolded, setIsUnfolded] = useState(false);
  const hasFilters = isFiltered(view);
  const id = (text: string) => (text === '' ? undefined : Number(text));
  const named = (items: readonly { readonly id: number; readonly name: string }[]) => items.map((item) => ({ value: String(item.id), label: item.name }));
  const select = (label: string, all: string, options: readonly { readonly value: string; readonly label: string }[], value: string | number | undefined, change: (text: string) => Partial<InventoryView>) => (
    <SelectField label={label} isLabelHidden className="sm:w-34" options={[{ value: '', label: all }, ...options]} value={String(value ?? '')} onChange={(event) => onChange({ ...change(event.target.value), open: undefined })} />
  );
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
      <SearchInput maxLength={4000} key={hasFilters ? 'filtered' : 'plain'} label={t('inventory.search')} value={view.q} onSearch={(q) => onChange({ q })} className="col-span-2 sm:w-60" />
      <Button aria-expanded={isUnfolded} onClick={() => setIsUnfolded(!isUnfolded)} className="sm:hidden">
        <SlidersHorizontalIcon aria-hidden />
        {t('inventory.filters')}
      </Button>
      <div className={classNames('col-span-2 grid-cols-2 gap-2 sm:contents', isUnfolded ? 'grid' : 'hidden')}>
        {select(t('inventory.terms.supplier'), t('inventory.allSuppliers'), named(facets.suppliers), view.supplier, (text) => ({ supplier: id(text) }))}
        {select(t('terms.location'), t('terms.allLocations'), named(facets.locations), view.location, (text) => ({ location: id(text) }))}
        {select(t('terms.category'), t('forecasts.allCategories'), plain(facets.categories), view.category, (text) => ({ category: text || undefined }))}
        {select(t('inventory.abc'), t('inventory.allAbc'), AbcClass.options.map((value) => ({ value, label: t(`inventory.abcClasses.${value}`) })), view.abc, (text) => ({ abc: AbcClass.safeParse(text).data }))}
        {select(t('inventory.xyz'), t('inventory.allXyz'), XyzClass.options.map((value) => ({ value, label: t(`inventory.xyzClasses.${value}`) })), view.xyz, (text) => ({ xyz: XyzClass.safeParse(text).data }))}
        {select(t('inventory.suggestion'), t('inventory.allKinds'), SuggestionKind.options.map((value) => ({ value, label: t(`inventory.kinds.${value}`) })), view.kind, (text) => ({ kind: SuggestionKind.safeParse(text).data }))}
        {select(t('inventory.terms.decision'), t('inventory.allDecisions'), Decision.options.map((value) => ({ value, label: t(`inventory.decisions.${value}`) })), view.decision, (text) => ({ decision: Decision.safeParse(text).data }))}
      </div>
      {hasFilters && (
        <Button variant="ghost" onClick={() => onChange({ ...noFilters, open: undefined })}>
          <XIcon aria-hidden />
          {t('forecasts.clearFilters')}
        </Button>
      )}
      <div className="col-span-2 flex flex-wrap items-center gap-2 sm:contents">{children}</div>
    </search>
  );
}
