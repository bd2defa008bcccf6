import { AuditFilter, DomainError, type AuditEntry } from '@almanac/data/contract';
import { z } from 'zod';
import { download, fill, type Table } from '../exports/index';
import type { OrgContext } from '../platform/context';
import type { HttpTools } from '../platform/http';
import { forEachEntry } from './service';
import { auditWords, type AuditWords } from './words';

const filled = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const { shape } = AuditFilter;
const FilterInUrl = z.object({ userId: filled(shape.userId), action: filled(shape.action), from: filled(shape.from), to: filled(shape.to), locale: z.enum(['en', 'zh']).catch('en') });

/** Download of the audit log with the filters of the page. */
export function registerAuditRoutes({ app, requireOrg }: HttpTools): void {
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/api/downloads/audit.${format}`, async (context) => {
      const ctx = await requireOrg(context, 'manager');
      const parsed = FilterInUrl.safeParse(context.req.query());
      if (!parsed.success) throw new DomainError('request.invalid');
      const { locale, ...filter } = parsed.data;
      return download(ctx, auditTable(ctx, auditWords[locale], filter), `audit-${ctx.org.slug}`, format);
    });
  }
}

function auditTable(ctx: OrgContext, { texts, actions }: AuditWords, filter: AuditFilter): Table<AuditEntry> {
  const filters = [filter.userId, filter.action && actions[filter.action], filter.from && `${texts.from} ${filter.from}`, filter.to && `${texts.to} ${filter.to}`].filter((text) => text !== undefined);
  return {
    title: texts.title,
    aboutTitle: texts.about,
    about: [
      [texts.whatLabel, fill(texts.what, { company: ctx.org.name })],
      [texts.made, ctx.clock.now()],
      [texts.filters, filters.length === 0 ? texts.noFilters : filters.join('; ')],
    ],
    columns: [
      { header: texts.at, kind: 'text', width: 20, value: (row) => row.at.toISOString().slice(0, 19).replace('T', ' ') },
      { header: texts.person, kind: 'text', width: 24, value: (row) => row.userName ?? texts.almanac },
      { header: texts.action, kind: 'text', width: 24, value: (row) => actions[row.action] },
      { header: texts.subject, kind: 'text', width: 36, value: (row) => row.subject },
      { header: texts.details, kind: 'text', width: 36, value: (row) => Object.entries(row.details).map(([name, value]) => `${name}: ${value}`).join('; ') },
    ],
    rows: forEachEntry(ctx, filter),
  };
}
