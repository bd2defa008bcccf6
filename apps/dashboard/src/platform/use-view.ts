'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import type * as z from 'zod/mini';

/**
 * What a page shows, kept in its address. Every field of the schema has a `.catch`, so any address opens; fields at their
 * default are left out. A change does not ask the server for the page again: the page's queries follow the view.
 */
export function useView<Schema extends z.ZodMiniObject>(schema: Schema): [z.output<Schema>, (changes: Partial<z.output<Schema>>) => void] {
  const pathname = usePathname();
  const search = useSearchParams();
  const view = schema.parse(Object.fromEntries(search));
  const change = useCallback(
    (changes: Partial<z.output<Schema>>) => {
      const next = searchOf(schema, { ...schema.parse(Object.fromEntries(new URLSearchParams(window.location.search))), ...changes });
      window.history.replaceState(null, '', next === '' ? pathname : `${pathname}?${next}`);
    },
    [pathname, schema],
  );
  return [view, change];
}

/** A view as a query string, without what is as it would be anyway. */
export function searchOf<Schema extends z.ZodMiniObject>(schema: Schema, view: z.output<Schema>): string {
  const defaults = schema.parse({});
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(view)) {
    if (value !== undefined && value !== '' && value !== defaults[key]) params.set(key, String(value));
  }
  return params.toString();
}
