import type { Metadata } from 'next';
import { PlanCampaign } from '../../../../features/campaigns/PlanCampaign';
import { getTranslator } from '../../../../platform/i18n-server';
import { getSession, Hydrate } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('campaigns.plan.title') };
}

export default async function NewCampaignPage() {
  await getSession();
  return (
    <Hydrate>
      <PlanCampaign />
    </Hydrate>
  );
}
