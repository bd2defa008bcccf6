import { withOrg } from '@almanac/data';
import { ChurnFilter, DomainError } from '@almanac/data/contract';
import { z } from 'zod';
import { download } from '../exports/index';
import type { HttpTools } from '../platform/http';
import { forEachCustomer, requireServed } from './service';
import { churnTable } from './tables';
import { churnWords } from './words';

const filled = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true').optional();
const { shape } = ChurnFilter;
const FilterInUrl = z.object({ q: shape.q, segment: filled(shape.segment), rfm: filled(shape.rfm), risk: filled(shape.risk), crossed: filled(flag), contactable: filled(flag), sort: shape.sort, dir: shape.dir, locale: z.enum(['en', 'zh']).catch('en') });

/** Download of the churn list with the filters of the page: lists of people are for those who write to them. */
export function registerChurnRoutes({ app, requireOrg }: HttpTools): void {
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/api/downloads/churn.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'marketer');
      const parsed = FilterInUrl.safeParse(context.req.query());
      if (!parsed.success) throw new DomainError('request.invalid');
      const { locale, ...filter } = parsed.data;
      const { run } = await withOrg(ctx.database.db, ctx.orgId, (tx) => requireServed(tx, ctx.orgId));
      return download(ctx, churnTable(ctx, churnWords[locale], run, filter, forEachCustomer(ctx, filter)), `churn-${ctx.org.slug}`, format);
    });
  }
}
