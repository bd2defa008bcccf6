import type { Metadata } from 'next';
import { Rules } from '../../../../features/recommendation/Rules';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('recommendations.sections.rules') };
}

export default async function RulesPage() {
  await load((await serverApi()).recommendation.settings.queryOptions());
  return (
    <Hydrate>
      <Rules />
    </Hydrate>
  );
}
