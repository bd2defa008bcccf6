'use client';
import type { FileFormat } from '@almanac/data/contract';
import { Badge, Button, Callout, Card, SelectField, Skeleton, Table } from '@almanac/ui';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Outputs, useTRPC } from '../../platform/trpc-client';
import { FormatFields } from './FormatFields';
import { mappingOf, missingFields, repeatedFields, withField } from './mapping';
import { PreviewRows } from './PreviewRows';

/** Which column is what, with our guess filled in, and how the file is read. Checking writes nothing. */
export function MappingForm({ item }: { readonly item: Outputs['ingest']['get'] }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [chosenMapping, setMapping] = useState<Record<string, string>>();
  const [format, setFormat] = useState<Partial<FileFormat>>({});
  const { data: preview, error } = useQuery(trpc.ingest.preview.queryOptions({ importId: item.id, format, mapping: chosenMapping }, { placeholderData: keepPreviousData }));
  const check = useMutation(trpc.ingest.check.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.ingest.pathKey() }) }));
  if (error) return <Callout tone="bad" isAlert title={t('data.previewFailed')}>{t('data.previewFailedText')}</Callout>;
  if (!preview) return <Skeleton className="h-80 w-full" />;

  const mapping = chosenMapping ?? mappingOf(preview.columns);
  const missing = missingFields(mapping, preview.fields);
  const repeated = repeatedFields(mapping);
  const fieldName = (field: string) => t(`importFields.${field as 'date'}`);
  const options = [{ value: '', label: t('data.notRead') }, ...preview.fields.map(({ field, required }) => ({ value: field, label: required ? t('data.requiredField', { field: fieldName(field) }) : fieldName(field) }))];
  return (
    <>
      <Card
        title={t('data.mappingTitle')}
        description={t('data.mappingText')}
        isFlush
        actions={
          <Button variant={item.status === 'ready' ? 'secondary' : 'primary'} isBusy={check.isPending} disabled={missing.length > 0 || repeated.length > 0} onClick={() => check.mutate({ importId: item.id, kind: item.kind, mapping, format: { ...preview.format, ...format } })}>
            {t('data.check')}
          </Button>
        }
      >
        <div className="grid gap-3 px-4 pb-4 sm:px-5">
          {missing.length > 0 && <Callout tone="warn" title={t('data.missingFields', { fields: missing.map(fieldName).join(', ') })} />}
          {repeated.length > 0 && <Callout tone="warn" title={t('data.repeatedFields', { fields: repeated.map(fieldName).join(', ') })} />}
          {preview.ambiguous.length > 0 && <Callout tone="warn" title={t('data.ambiguous', { parts: preview.ambiguous.map((part) => t(`data.${part}`)).join(', ') })} />}
          <FormatFields format={{ ...preview.format, ...format }} sheets={preview.format.sheets} onChange={(change) => setFormat({ ...format, ...change })} />
          {preview.labelValues.length > 0 && Object.values(mapping).includes('hasLeft') && (
            <SelectField
              className="max-w-72"
              label={t('data.leftValue')}
              hint={t('data.leftValueHint')}
              options={preview.labelValues.map((value) => ({ value, label: value }))}
              value={format.leftValue ?? preview.format.leftValue ?? ''}
              onChange={(event) => setFormat({ ...format, leftValue: event.target.value })}
            />
          )}
        </div>
        <Table
          caption={t('data.mappingTitle')}
          rows={preview.columns}
          rowKey={({ name }) => name}
          columns={[
            { id: 'column', header: t('data.columnInFile'), cell: ({ name }) => <span className="font-medium break-all">{name}</span> },
            { id: 'sample', header: t('data.sample'), isSecondary: true, cell: ({ sample }) => <span className="line-clamp-1 font-mono text-xs break-all text-ink-soft">{sample.slice(0, 3).join(' · ')}</span> },
            {
              id: 'field',
              header: t('data.meaning'),
              cell: ({ name }) => <SelectField className="min-w-36" label={t('data.fieldOf', { column: name })} isLabelHidden options={options} value={mapping[name] ?? ''} onChange={(event) => setMapping(withField(mapping, name, event.target.value))} />,
            },
            {
              id: 'confidence',
              header: t('data.guess'),
              isSecondary: true,
              cell: ({ name, field, confidence }) => (mapping[name] !== undefined && mapping[name] === field && chosenMapping === undefined ? <Badge tone={confidence > 0.8 ? 'good' : 'warn'}>{t(confidence > 0.8 ? 'data.sure' : 'data.unsure')}</Badge> : null),
            },
          ]}
        />
      </Card>
      <PreviewRows columns={preview.columns.map(({ name }) => name)} rows={preview.rows} mapping={mapping} />
    </>
  );
}
