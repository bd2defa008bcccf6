import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { createTranslator } from 'use-intl/core';
import { chooseLocale, LOCALE_COOKIE } from './locale';
import { messagesOf } from './messages';

export const getLocale = cache(async () => chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get('accept-language')));

export const getTranslator = cache(async () => {
  const locale = await getLocale();
  return createTranslator({ locale, messages: messagesOf[locale] });
});
