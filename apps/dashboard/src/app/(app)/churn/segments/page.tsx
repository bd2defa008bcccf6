import type { Metadata } from 'next';
import { Segments } from '../../../../features/churn/Segments';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('churn.segments.title') };
}

export default async function Page() {
  const api = await serverApi();
  const [overview] = await Promise.all([load(api.churn.overview.queryOptions()), load(api.training.list.queryOptions())]);
  if (overview.run !== null) await load(api.churn.segments.queryOptions());
  return (
    <Hydrate>
      <Segments />
    </Hydrate>
  );
}
