import { profileDemo } from './profile';
import { simulateCompany } from './simulation';

// npm run demo-profile -w @almanac/data -- 2026-11-23 2024
const [asOf = '', seed = ''] = process.argv.slice(2);
const startedAt = performance.now();
const company = simulateCompany({ asOf, seed: Number(seed) });
const simulatedMs = Math.round(performance.now() - startedAt);
const rounded = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
console.log(JSON.stringify({ simulatedMs, products: company.products.length, series: company.demand.series.length, counts: company.stock.day.length, promotions: company.promotions.length, ...profileDemo(company) }, rounded, 2));
