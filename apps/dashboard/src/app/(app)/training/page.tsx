import type { Metadata } from 'next';
import { TrainingRuns } from '../../../features/training/TrainingRuns';
import { getTranslator } from '../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('training.title') };
}

export default async function TrainingPage() {
  const api = await serverApi();
  await Promise.all([load(api.training.list.queryOptions()), load(api.training.schedule.queryOptions())]);
  return (
    <Hydrate>
      <TrainingRuns />
    </Hydrate>
  );
}
