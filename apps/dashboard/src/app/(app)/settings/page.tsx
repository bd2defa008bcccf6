import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { Settings } from '../../../features/settings/Settings';
import { companyChoices } from '../../../platform/company-choices';
import { getTranslator } from '../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('settings.title') };
}

export default async function SettingsPage() {
  const { role } = await getSession();
  if (mayActAs(role, 'manager')) await load((await serverApi()).company.members.queryOptions());
  return (
    <Hydrate>
      <Settings choices={companyChoices} />
    </Hydrate>
  );
}
