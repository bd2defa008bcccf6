import type { Metadata } from 'next';
import { SettingsPage } from '../../../../features/churn/SettingsPage';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('churn.settings.title') };
}

export default async function Page() {
  await load((await serverApi()).churn.settings.queryOptions());
  return (
    <Hydrate>
      <SettingsPage />
    </Hydrate>
  );
}
