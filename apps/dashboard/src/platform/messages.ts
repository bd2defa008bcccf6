import 'server-only';
import compile from 'icu-minify/compile';
import type { Locale } from './locale';
import { type Messages, textsOf } from './texts';

/**
 * Each text taken apart once, on the server, as the formatter wants it that next.config.ts chooses: browsers then need no parser
 * of ICU syntax. They keep the type of the texts, by which keys and arguments are checked.
 */
function takeApart<Texts extends object>(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, value]: [string, unknown]) => [key, typeof value === 'object' && value !== null ? takeApart(value) : compile(String(value))])) as Texts;
}

// The compiler's objects have no prototype, and React sends only plain ones to browsers: a clone is plain.
export const messagesOf: Record<Locale, Messages> = structuredClone({ en: takeApart(textsOf.en), zh: takeApart(textsOf.zh) });
