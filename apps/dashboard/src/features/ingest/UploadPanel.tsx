'use client';
import { ImportKind } from '@almanac/data/contract';
import { Card, FileDrop, Progress, SelectField, toast } from '@almanac/ui';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { UploadRefused, uploadFile } from './upload';

/** Where a file comes in: what it holds, and the file itself. */
export function UploadPanel() {
  const t = useTranslations();
  const router = useRouter();
  const [kind, setKind] = useState<ImportKind>('sales');
  const [sent, setSent] = useState<{ readonly name: string; readonly share: number }>();
  const send = async (file: File) => {
    setSent({ name: file.name, share: 0 });
    try {
      const importId = await uploadFile(file, kind, (share) => setSent({ name: file.name, share }));
      router.push(`/data/${importId}`);
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error;
      toast.error(t(`errors.${error.failure.code}`, error.failure.params));
      setSent(undefined);
    }
  };
  return (
    <Card title={t('data.uploadTitle')} description={t('data.uploadText')}>
      <div className="grid gap-4 md:grid-cols-[14rem_minmax(0,1fr)]">
        <SelectField
          label={t('data.kind')}
          hint={t(`importKindHints.${kind}`)}
          value={kind}
          onChange={(event) => setKind(ImportKind.parse(event.target.value))}
          options={ImportKind.options.map((value) => ({ value, label: t(`importKinds.${value}`) }))}
        />
        {sent ? (
          <div className="flex flex-col justify-center gap-2 rounded-lg border border-line px-6 py-8">
            <p className="truncate text-sm font-medium">{t('data.sending', { name: sent.name })}</p>
            <Progress label={t('data.sending', { name: sent.name })} value={sent.share} />
          </div>
        ) : (
          <FileDrop label={t('data.drop')} hint={t('data.dropHint')} accept=".csv,.tsv,.txt,.gz,.xlsx" onFile={(file) => void send(file)} />
        )}
      </div>
    </Card>
  );
}
