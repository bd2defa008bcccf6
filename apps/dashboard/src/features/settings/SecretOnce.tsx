import { Button, Callout, CopyIcon, TextField, toast } from '@almanac/ui';
import { useTranslations } from 'use-intl';

type SecretOnceProps = { readonly title: string; readonly text: string; readonly label: string; readonly secret: string; readonly onDone: () => void };

/** A secret at the only time it can be seen, to be copied. */
export function SecretOnce({ title, text, label, secret, onDone }: SecretOnceProps) {
  const t = useTranslations('tokens');
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    toast.success(t('copied'));
  };
  return (
    <div className="grid gap-4">
      <Callout tone="warn" title={title}>
        {text}
      </Callout>
      <TextField label={label} value={secret} readOnly className="font-mono text-xs" onFocus={(event) => event.target.select()} />
      <div className="flex justify-end gap-2">
        <Button size="md" onClick={() => void copy()}>
          <CopyIcon aria-hidden />
          {t('copy')}
        </Button>
        <Button size="md" variant="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
