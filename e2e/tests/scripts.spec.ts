import { expect, signInAs, test } from './almanac';

const LIMIT_BYTES = 250_000;

test('a first visit loads little script, and none that belongs to the server', async ({ browser, page, baseURL }) => {
  await signInAs(page, 'Manager');
  const storageState = await page.context().storageState();
  for (const path of ['/', '/forecasts', '/inventory', '/orders', '/recommendations', '/recommendations/customers', '/recommendations/products', '/recommendations/pairs', '/recommendations/model', '/forecasts/model', '/churn', '/campaigns', '/data', '/training', '/settings']) {
    const visit = await browser.newContext({ storageState, baseURL });
    const fresh = await visit.newPage();
    const html = (await (await fresh.goto(path))?.text()) ?? '';
    // What the document itself names: charts and pages fetched ahead come later and are not waited for.
    const sources = [...new Set([...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, source]) => source ?? ''))];
    const bytes = await fresh.evaluate(
      (names) => names.flatMap((name) => performance.getEntriesByName(new URL(name, location.href).href)).reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0), 0),
      sources,
    );
    expect(bytes, path).toBeGreaterThan(50_000);
    expect(bytes, path).toBeLessThan(LIMIT_BYTES);
    for (const source of sources) expect(await (await fresh.request.get(source)).text(), source).not.toMatch(/drizzle|graphile|postgres:\/\//);
    await visit.close();
  }
});
