import en from '../../messages/en.json';
import zh from '../../messages/zh.json';
import type { Locale } from './locale';

export type Messages = typeof en;

export const messagesOf: Record<Locale, Messages> = { en, zh };

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
