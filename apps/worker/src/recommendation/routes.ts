import { CustomerFilter, DomainError, OneProduct } from '@almanac/data/contract';
import { z } from 'zod';
import { download } from '../exports/index';
import type { HttpTools } from '../platform/http';
import { exportAudience } from './export-audience';
import { exportRecommendations } from './export-recommendations';
import { recommendationWords } from './words';

const filled = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const { shape } = CustomerFilter;
const AudienceInUrl = z.object({ productId: z.coerce.number().pipe(OneProduct.shape.productId), segment: filled(shape.segment), locale: z.enum(['en', 'zh']).catch('en') });
const FilterInUrl = z.object({ q: shape.q, segment: filled(shape.segment), country: filled(shape.country), sort: shape.sort, dir: shape.dir, limit: filled(z.coerce.number().int().min(1).max(50).default(5)), locale: z.enum(['en', 'zh']).catch('en') });

/** Download of what to tell whom, with the filters of the page: lists of people are for those who write to them. */
export function registerRecommendationRoutes({ app, requireOrg }: HttpTools): void {
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/api/downloads/recommendations.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'marketer');
      const parsed = FilterInUrl.safeParse(context.req.query());
      if (!parsed.success) throw new DomainError('request.invalid');
      const { locale, limit, ...filter } = parsed.data;
      const { table } = await exportRecommendations(ctx, recommendationWords[locale], filter, limit);
      return download(ctx, table, `recommendations-${ctx.org.slug}`, format);
    });
    app.get(`/api/downloads/audience.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'marketer');
      const parsed = AudienceInUrl.safeParse(context.req.query());
      if (!parsed.success) throw new DomainError('request.invalid');
      const { locale, ...wanted } = parsed.data;
      const { table, product } = await exportAudience(ctx, recommendationWords[locale], wanted);
      return download(ctx, table, `audience-${product.code.replaceAll(/[^\w.-]+/g, '-')}`, format);
    });
  }
}
