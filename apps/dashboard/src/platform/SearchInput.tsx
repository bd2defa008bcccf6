'use client';
import { SearchField } from '@almanac/ui';
import { useEffect, useState } from 'react';

type SearchInputProps = { readonly label: string; readonly value: string; readonly onSearch: (q: string) => void; readonly className?: string };

/** Typing is shown at once and searched a moment later. */
export function SearchInput({ label, value, onSearch, className }: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return <SearchField label={label} value={typed} onChange={(event) => setTyped(event.target.value)} className={className} />;
}
