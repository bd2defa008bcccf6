'use client';
import { SearchField } from '@almanac/ui';
import { useEffect, useState } from 'react';
import { pastedCodes } from './pasted-codes';

type SearchInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (q: string) => void;
  /** What the view takes; longer where many codes are pasted. */
  readonly maxLength?: number;
  readonly className?: string;
};

/** Typing is shown at once and searched a moment later; a column of codes pasted from a spreadsheet becomes one line. */
export function SearchInput({ label, value, onSearch, maxLength = 100, className }: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <SearchField
      label={label}
      value={typed}
      maxLength={maxLength}
      onChange={(event) => setTyped(event.target.value)}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (!/[\r\n\t]/.test(text.trim())) return;
        event.preventDefault();
        setTyped(pastedCodes(`${typed} ${text}`).slice(0, maxLength));
      }}
      className={className}
    />
  );
}
