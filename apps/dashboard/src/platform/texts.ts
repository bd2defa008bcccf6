import { sentencesOf } from '@almanac/data/sentences';
import enPages from '../../messages/en.json';
import zhPages from '../../messages/zh.json';
import type { Locale } from './locale';

const en = { ...enPages, ...sentencesOf.en };
const zh = { ...zhPages, ...sentencesOf.zh };

export type Messages = typeof en;

/** Every text of the interface in ICU syntax. */
export const textsOf: Record<Locale, Messages> = { en, zh };

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
