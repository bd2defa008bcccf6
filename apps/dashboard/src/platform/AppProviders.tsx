'use client';
import { toast, Toaster } from '@almanac/ui';
import { MutationCache, QueryCache, QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider, useTheme } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { createTranslator, IntlProvider, useTranslations } from 'use-intl';
import { failureOf } from './api-error';
import type { Locale } from './locale';
import type { Messages } from './texts';
import { makeQueryClient } from './query-client';
import { makeBrowserClient, TRPCProvider } from './trpc-client';

type AppProvidersProps = { readonly locale: Locale; readonly messages: Messages; readonly nonce: string | undefined; readonly children: ReactNode };

export function AppProviders({ locale, messages, nonce, children }: AppProvidersProps) {
  const [queryClient] = useState(() => makeReportingQueryClient(locale, messages));
  const [trpcClient] = useState(makeBrowserClient);
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce} scriptProps={{ suppressHydrationWarning: true }}>
      <IntlProvider locale={locale} messages={messages} timeZone="UTC">
        <QueryClientProvider client={queryClient}>
          <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
            {children}
            <Toasts />
          </TRPCProvider>
        </QueryClientProvider>
      </IntlProvider>
    </ThemeProvider>
  );
}

/** Every action that fails says so in a toast, and a session that ended leads to the sign-in page; no page handles either again. */
function makeReportingQueryClient(locale: Locale, messages: Messages) {
  const t = createTranslator({ locale, messages });
  const signInWhenSignedOut = (error: Error) => {
    if (typeof window !== 'undefined' && failureOf(error).code === 'auth.signed_out') window.location.assign('/sign-in');
  };
  return makeQueryClient({
    queryCache: new QueryCache({ onError: signInWhenSignedOut }),
    mutationCache: new MutationCache({
      onError: (error) => {
        signInWhenSignedOut(error);
        const { code, params } = failureOf(error);
        toast.error(t(`errors.${code}`, params));
      },
    }),
  });
}

function Toasts() {
  const t = useTranslations();
  const { resolvedTheme } = useTheme();
  return <Toaster theme={resolvedTheme === 'dark' ? 'dark' : 'light'} label={t('shell.notifications')} />;
}
