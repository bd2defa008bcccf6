import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { collectInteractions, fitRecommender, historyOf, seededRandom, type Interactions } from '@almanac/models';
import { loadTensorflow } from '@almanac/worker/tensorflow';
import { z } from 'zod';

export const name = 'recommend';

type Row = { readonly subject: string; readonly seconds?: number; readonly ms?: number; readonly note?: string };
const SMALL = { users: 4000, items: 3000, pairs: 200_000 };
const LARGE = { users: 60_000, items: 24_000, pairs: 1_000_000 };
const LAMBDA = 200;
const Peer = z.object({ ease: z.number(), als: z.number().nullable() });

/**
 * Seconds to fit EASE and ALS once on 3,000 products beside numpy and implicit from the Python that `ALMANAC_BENCH_PYTHON` names; to choose
 * and fit everything on a million interactions with 24,000 products, memory included; and milliseconds for one customer's list.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const { tf } = await loadTensorflow();
  const clock = () => performance.now();
  const rows: Row[] = [];
  const small = simulate(SMALL);
  const fitted = await fitRecommender(small, { seed: 1, models: ['ease', 'als'], keepsAll: true }, { tf, clock });
  for (const { name: method, fitSeconds } of fitted.methods) rows.push({ subject: `Almanac ${method}, 3,000 products`, seconds: fitSeconds, note: `${small.item.length} pairs, two threads` });
  const peer = await runPeer(small, log);
  for (const [method, value] of Object.entries(peer)) rows.push({ subject: `${method === 'ease' ? 'numpy' : 'implicit'} ${method}, 3,000 products`, ...(typeof value === 'number' ? { seconds: value } : { note: `skipped: ${value}` }) });
  const large = simulate(LARGE);
  const begin = clock();
  const recommender = await fitRecommender(large, { seed: 1 }, { tf, clock });
  rows.push({ subject: 'Almanac, all chosen and fitted, 24,000 products', seconds: (clock() - begin) / 1000, note: `${large.item.length} pairs, serves ${recommender.champion.name}, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB` });
  const asked = 200;
  const before = clock();
  for (let user = 0; user < asked; user++) recommender.recommend(historyOf(large, user), 10);
  rows.push({ subject: 'Almanac, ten products for one customer of them', ms: (clock() - before) / asked });
  for (const { subject, seconds } of rows) log(`${subject}: ${seconds?.toFixed(1) ?? '–'} s`);
  const ours = (method: string) => fitted.methods.find((candidate) => candidate.name === method)!.fitSeconds;
  const ratios: Record<string, number> = {};
  if (typeof peer.ease === 'number') ratios['numpy EASE / Almanac EASE'] = peer.ease / ours('ease');
  if (typeof peer.als === 'number') ratios['implicit ALS / Almanac ALS'] = peer.als / ours('als');
  return { name, rows, ratios };
}

/** Customers with one of 60 tastes, products with few and many buyers, rows in the order of time; some customers buy much. */
function simulate({ users, items, pairs }: typeof SMALL): Interactions {
  const random = seededRandom(1);
  const tastes = 60;
  const user = new Int32Array(pairs).map(() => Math.floor(users * random.next() ** 1.5));
  const item = user.map((u) => {
    const any = Math.floor(items * random.next() ** 3);
    return random.next() < 0.7 ? Math.min(items - 1, any - (any % tastes) + (u % tastes)) : any;
  });
  return collectInteractions({ users, items, user, item, time: Float64Array.from(user, (_, row) => row) });
}

async function runPeer(data: Interactions, log: (line: string) => void): Promise<{ ease: number | string; als: number | string }> {
  const skip = (reason: string) => {
    log(`peers skipped: ${reason}`);
    return { ease: reason, als: reason };
  };
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python) return skip('ALMANAC_BENCH_PYTHON is not set');
  const folder = mkdtempSync(path.join(tmpdir(), 'almanac-recommend-'));
  try {
    const owner = new Int32Array(data.item.length);
    for (let u = 0; u < data.users; u++) owner.fill(u, data.start[u]!, data.start[u + 1]!);
    const file = path.join(folder, 'pairs.bin');
    writeFileSync(file, Buffer.concat([new Uint8Array(owner.buffer), new Uint8Array(data.item.buffer, data.item.byteOffset, data.item.byteLength)]));
    const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'recommend-peers.py'), file, ...[data.item.length, data.users, data.items, LAMBDA].map(String)]);
    const { ease, als } = Peer.parse(JSON.parse(stdout.trim().split('\n').pop() ?? ''));
    return { ease, als: als ?? 'implicit is not installed' };
  } catch (error) {
    return skip((error instanceof Error ? error.message : String(error)).trim().split('\n').pop() ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
