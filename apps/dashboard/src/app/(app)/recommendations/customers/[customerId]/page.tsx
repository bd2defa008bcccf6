import { mayActAs } from '@almanac/data/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { CustomerDetail } from '../../../../../features/recommendation/CustomerDetail';
import { NotForRole } from '../../../../../features/recommendation/NotForRole';
import { WithModel } from '../../../../../features/recommendation/WithModel';
import { getTranslator } from '../../../../../platform/i18n-server';
import { getSession, Hydrate, load, serverApi } from '../../../../../platform/trpc-server';

type Props = { readonly params: Promise<{ customerId: string }> };
const Params = z.object({ customerId: z.coerce.number().int().positive() });

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await loadCustomer(props);
  if (typeof found === 'string') return { title: (await getTranslator())('recommendations.sections.customers') };
  return { title: found.customer.name ?? found.customer.code };
}

export default async function CustomerPage(props: Props) {
  const found = await loadCustomer(props);
  if (found === 'role') return <NotForRole />;
  return <Hydrate>{found === 'model' ? <WithModel title={(await getTranslator())('recommendations.sections.customers')} /> : <CustomerDetail customerId={found.customer.id} />}</Hydrate>;
}

/** The customer, or what is missing before one can be shown: the role for it, or a model. */
async function loadCustomer({ params }: Props) {
  const key = Params.safeParse(await params);
  if (!key.success) notFound();
  if (!mayActAs((await getSession()).role, 'marketer')) return 'role';
  const api = await serverApi();
  if ((await load(api.recommendation.overview.queryOptions())) === null) return 'model';
  const [found] = await Promise.all([load(api.recommendation.customer.queryOptions(key.data)), load(api.recommendation.history.queryOptions(key.data)), load(api.recommendation.settings.queryOptions())]);
  return found;
}
