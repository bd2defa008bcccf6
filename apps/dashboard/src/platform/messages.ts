import { sentencesOf } from '@almanac/data/sentences';
import enPages from '../../messages/en.json';
import zhPages from '../../messages/zh.json';
import type { Locale } from './locale';

const en = { ...enPages, ...sentencesOf.en };
const zh = { ...zhPages, ...sentencesOf.zh };

export type Messages = typeof en;

export const messagesOf: Record<Locale, Messages> = { en, zh };

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
