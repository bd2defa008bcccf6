'use client';
import { DateOrder, DecimalMark, Delimiter, FileEncoding, type FileFormat } from '@almanac/data/contract';
import { SelectField } from '@almanac/ui';
import { useTranslations } from 'use-intl';

type FormatFieldsProps = { readonly format: FileFormat; readonly sheets?: readonly string[]; readonly onChange: (change: Partial<FileFormat>) => void };

/** How the file is read; every field starts with what the file itself suggests. */
export function FormatFields({ format, sheets, onChange }: FormatFieldsProps) {
  const t = useTranslations('data');
  const delimiterNames = { ',': t('comma'), ';': t('semicolon'), '\t': t('tab'), '|': t('pipe') };
  const decimalNames = { '.': t('point'), ',': t('comma') };
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {sheets && sheets.length > 0 ? (
        <SelectField label={t('sheet')} options={sheets.map((value) => ({ value, label: value }))} value={format.sheet ?? sheets[0] ?? ''} onChange={(event) => onChange({ sheet: event.target.value })} />
      ) : (
        <>
          <SelectField label={t('encoding')} options={FileEncoding.options.map((value) => ({ value, label: value.toUpperCase() }))} value={format.encoding} onChange={(event) => onChange({ encoding: FileEncoding.parse(event.target.value) })} />
          <SelectField label={t('delimiter')} options={Delimiter.options.map((value) => ({ value, label: delimiterNames[value] }))} value={format.delimiter} onChange={(event) => onChange({ delimiter: Delimiter.parse(event.target.value) })} />
        </>
      )}
      <SelectField label={t('dateFormat')} options={DateOrder.options.map((value) => ({ value, label: t(`dateOrder.${value}`) }))} value={format.dateFormat} onChange={(event) => onChange({ dateFormat: DateOrder.parse(event.target.value) })} />
      <SelectField label={t('decimal')} options={DecimalMark.options.map((value) => ({ value, label: decimalNames[value] }))} value={format.decimal} onChange={(event) => onChange({ decimal: DecimalMark.parse(event.target.value) })} />
    </div>
  );
}
