import { ImportId } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ImportDetail } from '../../../../features/ingest/ImportDetail';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ importId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await loadImport(params)).fileName };
}

export default async function ImportPage({ params }: Params) {
  const { id } = await loadImport(params);
  return (
    <Hydrate>
      <ImportDetail importId={id} />
    </Hydrate>
  );
}

async function loadImport(params: Promise<{ importId: string }>) {
  const importId = ImportId.safeParse((await params).importId);
  if (!importId.success) notFound();
  return load((await serverApi()).ingest.get.queryOptions({ importId: importId.data }));
}
