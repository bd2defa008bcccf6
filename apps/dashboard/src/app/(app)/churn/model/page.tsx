import type { Metadata } from 'next';
import { ModelPage } from '../../../../features/churn/ModelPage';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('churn.model.title') };
}

export default async function Page() {
  const api = await serverApi();
  const [overview] = await Promise.all([load(api.churn.overview.queryOptions()), load(api.training.list.queryOptions())]);
  if (overview.run !== null) await Promise.all([load(api.churn.model.queryOptions()), load(api.churn.threshold.queryOptions()), load(api.churn.fairness.queryOptions())]);
  return (
    <Hydrate>
      <ModelPage />
    </Hydrate>
  );
}
