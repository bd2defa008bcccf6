'use client';
import { Upload } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '../class-names';

type FileDropProps = { readonly label: string; readonly hint: string; readonly accept: string; readonly isDisabled?: boolean; readonly onFile: (file: File) => void };

/** Takes one file, dropped or chosen; the whole area is the label of a real file input, so a keyboard reaches it. */
export function FileDrop({ label, hint, accept, isDisabled, onFile }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const file = event.dataTransfer.files[0];
        if (file && !isDisabled) onFile(file);
      }}
      className={classNames(
        'flex cursor-pointer flex-col items-center justify-center rounded-lg border border-dashed px-6 py-8 text-center transition-colors has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-canvas hover:border-accent',
        isDisabled && 'pointer-events-none opacity-60',
      )}
    >
      <Upload className="mb-2 size-5 text-ink-faint" aria-hidden />
      <span className="text-base font-medium text-ink">{label}</span>
      <span className="mt-0.5 text-sm text-ink-faint">{hint}</span>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={isDisabled}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
