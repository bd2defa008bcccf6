'use client';
import { type ChurnOverview, ChurnRisk, RfmSegmentName } from '@almanac/data/contract';
import { Button, SelectField, XIcon } from '@almanac/ui';
import { useTranslations } from 'use-intl';
import { SearchInput } from '../../platform/SearchInput';
import { ChurnView, isFiltered, noFilters } from './churn-view';

type ChurnFiltersProps = { readonly view: ChurnView; readonly overview: ChurnOverview; readonly onChange: (changes: Partial<ChurnView>) => void };

/** What narrows the list of customers. */
export function ChurnFilters({ view, overview, onChange }: ChurnFiltersProps) {
  const t = useTranslations('churn');
  const hasFilters = isFiltered(view);
  const select = (label: string, all: string, options: readonly { readonly value: string; readonly label: string }[], value: string | undefined, change: (text: string) => Partial<ChurnView>) => (
    <SelectField label={label} isLabelHidden className="sm:w-40" options={[{ value: '', label: all }, ...options]} value={value ?? ''} onChange={(event) => onChange(change(event.target.value))} />
  );
  return (
    <search className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap print:hidden">
      <SearchInput key={hasFilters ? 'filtered' : 'plain'} label={t('list.search')} value={view.q} onSearch={(q) => onChange({ q })} className="col-span-2 sm:w-64" />
      {select(t('list.risk'), t('list.allRisks'), ChurnRisk.options.map((value) => ({ value, label: t(`risks.${value}`) })), view.risk, (text) => ({ risk: ChurnRisk.safeParse(text).data }))}
      {overview.segments.length > 1 && select(t('list.segment'), t('list.allSegments'), overview.segments.map((value) => ({ value, label: value })), view.segment, (text) => ({ segment: text || undefined }))}
      {overview.rfmSegments.length > 0 && select(t('list.rfm'), t('list.allRfm'), RfmSegmentName.options.filter((value) => overview.rfmSegments.includes(value)).map((value) => ({ value, label: t(`rfm.${value}`) })), view.rfm, (text) => ({ rfm: RfmSegmentName.safeParse(text).data }))}
      {select(t('list.consent'), t('list.allConsent'), (['true', 'false'] as const).map((value) => ({ value, label: t(value === 'true' ? 'list.contactable' : 'list.notContactable') })), view.contactable, (text) => ({ contactable: ChurnView.shape.contactable.parse(text || undefined) }))}
      {overview.headline.crossed > 0 && (
        <Button aria-pressed={view.crossed === 'true'} variant={view.crossed === 'true' ? 'primary' : 'secondary'} onClick={() => onChange({ crossed: view.crossed === 'true' ? undefined : 'true' })}>
          {t('list.crossed')}
        </Button>
      )}
      {hasFilters && (
        <Button variant="ghost" onClick={() => onChange(noFilters)}>
          <XIcon aria-hidden />
          {t('list.clear')}
        </Button>
      )}
    </search>
  );
}
