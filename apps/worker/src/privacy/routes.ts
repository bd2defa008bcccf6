import { DomainError, OnePerson } from '@almanac/data/contract';
import { today } from '../platform/clock';
import type { HttpTools } from '../platform/http';
import { exportPerson } from './service';

/** Everything kept of one customer, as JSON: what a person may ask for, in a form other programs read. */
export function registerPrivacyRoutes({ app, requireOrg }: HttpTools): void {
  app.get('/api/downloads/person.json', async (context) => {
    const ctx = await requireOrg(context, 'owner');
    const parsed = OnePerson.safeParse(context.req.query());
    if (!parsed.success) throw new DomainError('request.invalid');
    const data = await exportPerson(ctx, parsed.data);
    const body = JSON.stringify({ company: ctx.org.name, exportedAt: ctx.clock.now().toISOString(), currency: ctx.org.currency, data }, null, 2);
    const name = `customer-${parsed.data.customerId}-${today(ctx.clock, ctx.org.timeZone)}.json`;
    return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' } });
  });
}
