import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { AppProviders } from '../platform/AppProviders';
import { getLocale } from '../platform/i18n-server';
import { languageTag } from '../platform/locale';
import { messagesOf } from '../platform/messages';
import './globals.css';

export const metadata: Metadata = { title: { default: 'Almanac', template: '%s · Almanac' }, robots: { index: false } };
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8fa' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0e13' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const locale = await getLocale();
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang={languageTag[locale]} suppressHydrationWarning>
      <body className="min-h-dvh bg-canvas font-sans text-ink">
        <AppProviders locale={locale} messages={messagesOf[locale]} nonce={nonce}>
          {children}
        </AppProviders>
      </body>
    </html>
  );
}
