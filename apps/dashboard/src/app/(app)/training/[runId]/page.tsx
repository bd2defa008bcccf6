import { RunId } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RunDetail } from '../../../../features/training/RunDetail';
import { getTranslator } from '../../../../platform/i18n-server';
import { Hydrate, load, serverApi } from '../../../../platform/trpc-server';

type Params = { readonly params: Promise<{ runId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())('training.title') };
}

export default async function RunPage({ params }: Params) {
  const runId = RunId.safeParse((await params).runId);
  if (!runId.success) notFound();
  const { training } = await serverApi();
  await Promise.all([load(training.get.queryOptions({ runId: runId.data })), load(training.list.queryOptions())]);
  return (
    <Hydrate>
      <RunDetail runId={runId.data} />
    </Hydrate>
  );
}
