'use client';
import { SearchField } from '@almanac/ui';
import { useEffect, useState } from 'react';
import { pastedCodes } from './inventory-view';

type TypedSearchProps = { readonly label: string; readonly value: string; readonly onSearch: (q: string) => void; readonly className: string };

/** Typing is shown at once and searched a moment later; a column of codes pasted from a spreadsheet becomes one line. */
export function TypedSearch({ label, value, onSearch, className }: TypedSearchProps) {
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
      maxLength={4000}
      onChange={(event) => setTyped(event.target.value)}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (!/[\r\n\t]/.test(text.trim())) return;
        event.preventDefault();
        setTyped(pastedCodes(`${typed} ${text}`));
      }}
      className={className}
    />
  );
}
