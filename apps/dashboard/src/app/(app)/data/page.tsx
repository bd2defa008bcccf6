import type { Metadata } from 'next';
import { ImportList } from '../../../features/ingest/ImportList';
import { getTranslator } from '../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../platform/trpc-server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('data.title') };
}

export default async function DataPage() {
  await load((await serverApi()).ingest.list.queryOptions());
  return (
    <Hydrate>
      <ImportList />
    </Hydrate>
  );
}
