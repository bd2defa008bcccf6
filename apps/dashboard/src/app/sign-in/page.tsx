import type { Metadata } from 'next';
import { FirstCompanyForm } from '../../features/session/FirstCompanyForm';
import { LanguageLinks } from '../../features/session/LanguageLinks';
import { SignInForm } from '../../features/session/SignInForm';
import { NextPath } from '../../features/session/auth';
import { Logo } from '../../features/shell/Logo';
import { companyChoices } from '../../platform/company-choices';
import { getTranslator } from '../../platform/i18n-server';
import { load, serverApi } from '../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('session.signIn') };
}

export default async function SignInPage({ searchParams }: { readonly searchParams: Promise<Record<string, unknown>> }) {
  const t = await getTranslator();
  const { isFirstRun, demo } = await load((await serverApi()).session.welcome.queryOptions());
  const next = NextPath.parse((await searchParams).next);
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-8 sm:py-[10vh]">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center justify-between">
          <Logo />
          <LanguageLinks />
        </div>
        <div className="rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6">
          <h1 className="text-xl font-semibold tracking-tight">{t(isFirstRun ? 'session.welcome' : 'session.title')}</h1>
          <p className="mt-0.5 mb-5 text-sm text-ink-faint">{t(isFirstRun ? 'session.welcomeText' : 'session.subtitle')}</p>
          {isFirstRun ? <FirstCompanyForm {...companyChoices} /> : <SignInForm next={next} demo={demo} />}
        </div>
      </div>
    </main>
  );
}
