import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { percentile } from './open-loop';
import { startProduct } from './load/product';

export const name = 'pages';

/** Kept between runs: the demo company trains for minutes. */
const home = path.join(os.tmpdir(), 'almanac-pages');
const GOAL_MS = 100;
const TIMES = 40;
const WARM_UP = 5;
const pages = ['/', '/forecasts', '/forecasts/hierarchy', '/forecasts/promotions', '/inventory', '/inventory/policy', '/orders', '/orders/transfers', '/recommendations', '/recommendations/customers', '/recommendations/products', '/recommendations/pairs', '/recommendations/categories', '/recommendations/rules', '/churn', '/churn/segments', '/churn/model', '/churn/settings', '/campaigns', '/campaigns/new', '/data', '/training', '/settings', '/settings/audit', '/settings/tokens', '/settings/privacy'];

/** Milliseconds from the request for a page to the last byte of its document, for the demo company's owner, one request after another. */
export async function run({ log, isQuick }: { log: (line: string) => void; isQuick: boolean }) {
  fs.mkdirSync(home, { recursive: true, mode: 0o711 });
  const product = await startProduct({ home, port: 4750, hasDemo: true }, log);
  try {
    const cookie = await signIn(product.url);
    const rows = [];
    for (const page of pages) {
      const latencies: number[] = [];
      for (let k = -WARM_UP; k < (isQuick ? 10 : TIMES); k++) {
        const start = performance.now();
        const response = await fetch(product.url + page, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
        await response.text();
        if (response.status !== 200) throw new Error(`${page}: ${response.status}`);
        if (k >= 0) latencies.push(performance.now() - start);
      }
      const sorted = Float64Array.from(latencies).sort();
      const p95 = percentile(sorted, 0.95);
      log(`${page}: 95 % within ${p95.toFixed(0)} ms`);
      rows.push({ subject: page, ms: p95, note: `95 % of ${latencies.length}; median ${percentile(sorted, 0.5).toFixed(0)} ms` });
    }
    rows.sort((a, b) => b.ms - a.ms);
    return { name, rows, ratios: { [`${GOAL_MS} ms over the slowest page's 95th percentile`]: GOAL_MS / rows[0]!.ms } };
  } finally {
    await product.stop();
  }
}

async function signIn(url: string): Promise<string> {
  const body = JSON.stringify({ email: 'owner@demo.almanac.test', password: 'almanac-demo' });
  const response = await fetch(`${url}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}
