import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseIsoDate, periodsBetween, type Frequency, type PanelSeries } from '@almanac/models';

/**
 * Reads `unique_id,ds,y` of one of the public sets.
 * @param every of so many series one is taken, in the order of the file
 * @returns `undefined` where `ALMANAC_DATASETS` is not set or lacks the file
 */
export function readPublicSet(file: string, frequency: Frequency, every: number): PanelSeries[] | undefined {
  const folder = process.env['ALMANAC_DATASETS'];
  if (!folder || !existsSync(path.join(folder, file))) return undefined;
  const rows = new Map<string, { day: number; y: number }[]>();
  for (const line of gunzipSync(readFileSync(path.join(folder, file))).toString('utf8').trim().split('\n').slice(1)) {
    const [id = '', ds = '', y = ''] = line.split(',');
    const list = rows.get(id) ?? [];
    list.push({ day: parseIsoDate(ds) ?? Number.NaN, y: Number(y) });
    rows.set(id, list);
  }
  return [...rows]
    .filter((_, i) => i % every === 0)
    .map(([id, list]) => {
      const start = list.reduce((first, { day }) => Math.min(first, day), Infinity);
      const periods = list.map(({ day }) => Math.round(periodsBetween(start, day, frequency)));
      const values = new Float64Array(Math.max(...periods) + 1).fill(Number.NaN);
      list.forEach((row, k) => (values[periods[k]!] = row.y));
      return { id, start, y: values };
    });
}
