import { inventory, withOrg } from '@almanac/data';
import { DomainError, InventoryFilter, OrderKey } from '@almanac/data/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import { download } from '../exports/index';
import type { OrgContext } from '../platform/context';
import type { HttpTools } from '../platform/http';
import { getOrder } from './purchase-orders';
import { forEachItem } from './service';
import { inventoryTable, orderTable, type ChosenRows, type PlanFacts } from './tables';
import { inventoryWords } from './words';

const Locale = z.enum(['en', 'zh']).catch('en');
/** An address says nothing by an empty value. */
const filled = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const { shape } = InventoryFilter;
const FilterInUrl = z.object({
  q: shape.q,
  exception: filled(shape.exception),
  decision: filled(shape.decision),
  kind: filled(shape.kind),
  supplier: filled(shape.supplier),
  location: filled(shape.location),
  category: filled(shape.category),
  abc: filled(shape.abc),
  xyz: filled(shape.xyz),
  sort: shape.sort,
  dir: shape.dir,
  locale: Locale,
});
const OneOrder = OrderKey.extend({ locale: Locale });

/** Downloads: the suggestions with the list's filters, and one order as a supplier wants it. */
export function registerInventoryRoutes({ app, requireOrg }: HttpTools): void {
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/api/downloads/inventory.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'viewer');
      const { locale, ...filter } = parseQuery(FilterInUrl, context);
      const { plan, chosen } = await describeList(ctx, filter);
      return download(ctx, inventoryTable(ctx, inventoryWords[locale], plan, chosen, forEachItem(ctx, filter)), `orders-${ctx.org.slug}`, format);
    });
    app.get(`/api/downloads/purchase-order.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'viewer');
      const { locale, orderId } = parseQuery(OneOrder, context);
      const detail = await getOrder(ctx, { orderId });
      return download(ctx, orderTable(ctx, inventoryWords[locale], detail), detail.order.code, format);
    });
  }
}

function parseQuery<Schema extends z.ZodType>(schema: Schema, context: Context): z.output<Schema> {
  const parsed = schema.safeParse(context.req.query());
  if (!parsed.success) throw new DomainError('request.invalid');
  return parsed.data;
}

/** What an export of the list says about itself. */
export function describeList({ database, orgId }: OrgContext, filter: InventoryFilter): Promise<{ plan: PlanFacts; chosen: ChosenRows }> {
  return withOrg(database.db, orgId, async (tx) => {
    const run = await inventory.findPlanRun(tx, orgId);
    const { suppliers, locations } = await inventory.listInventoryFacets(tx, orgId);
    const nameOf = (list: readonly { readonly id: number; readonly name: string }[], id: number | undefined) => (id === undefined ? undefined : (list.find((one) => one.id === id)?.name ?? String(id)));
    return {
      plan: { plannedOn: run?.plannedOn ?? null, stockCountedOn: run?.stockCountedOn ?? null, forecastRunId: run?.forecastRunId ?? null },
      chosen: { filter, names: { supplier: nameOf(suppliers, filter.supplier), location: nameOf(locations, filter.location) } },
    };
  });
}
