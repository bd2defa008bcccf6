import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { binFeatures, predictBooster, seededRandom, trainBooster } from '@almanac/models';
import { z } from 'zod';

export const name = 'trees';

type Row = { readonly subject: string; readonly seconds?: number; readonly note?: string };
const [ROWS, FEATURES, TREES, LEAVES, RATE] = [200_000, 40, 200, 31, 0.1];
const SCORED = ROWS / 10;
const Peer = z.object({ version: z.string(), seconds: z.number(), rmse: z.number() });

/** Seconds to bin 180,000 rows of 40 numbers and boost 200 trees of 31 leaves on one core, and the error on 20,000 other rows, beside LightGBM from the Python that `ALMANAC_BENCH_PYTHON` names. */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const { values, y } = simulate();
  const seen = ROWS - SCORED;
  const start = performance.now();
  const binned = binFeatures({ rows: seen, features: FEATURES, values: values.subarray(0, seen * FEATURES) });
  const booster = await trainBooster(binned, { y: Float64Array.from(y.subarray(0, seen)) }, { loss: { kind: 'squared' }, trees: TREES, leaves: LEAVES, learningRate: RATE });
  const seconds = (performance.now() - start) / 1000;
  const prediction = predictBooster(booster, { rows: SCORED, features: FEATURES, values: values.subarray(seen * FEATURES) });
  const rmse = Math.sqrt(prediction.reduce((sum, v, row) => sum + (v - y[seen + row]!) ** 2, 0) / SCORED);
  log(`ours ${seconds.toFixed(1)} s, error ${rmse.toFixed(4)}`);
  const peer = await runPeer(values, y, log);
  const rows: Row[] = [{ subject: 'Almanac', seconds, note: `one thread, RMSE ${rmse.toFixed(4)}` }, peer];
  return { name, rows, ratios: peer.seconds === undefined ? {} : { 'LightGBM / Almanac': peer.seconds / seconds } };
}

/** Normal features; a wave, a product, a line and a step of some of them, with as much noise as signal. */
function simulate(): { values: Float32Array; y: Float32Array } {
  const random = seededRandom(1);
  const values = new Float32Array(ROWS * FEATURES).map(() => random.normal());
  const y = new Float32Array(ROWS).map((_, row) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = values.subarray(row * FEATURES, row * FEATURES + 5);
    return 2 * Math.sin(a) + b * c + d / 2 + (e > 1 ? 2 : 0) + 2 * random.normal();
  });
  return { values, y };
}

async function runPeer(values: Float32Array, y: Float32Array, log: (line: string) => void): Promise<Row> {
  const skip = (reason: string): Row => {
    log(`LightGBM skipped: ${reason}`);
    return { subject: 'LightGBM', note: `skipped: ${reason}` };
  };
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python) return skip('ALMANAC_BENCH_PYTHON is not set');
  const folder = mkdtempSync(path.join(tmpdir(), 'almanac-trees-'));
  try {
    const file = path.join(folder, 'rows.bin');
    writeFileSync(file, Buffer.concat([new Uint8Array(values.buffer), new Uint8Array(y.buffer)]));
    const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'trees-peers.py'), file, ...[ROWS, FEATURES, TREES, LEAVES, RATE].map(String)]);
    const { version, seconds, rmse } = Peer.parse(JSON.parse(stdout.trim().split('\n').pop() ?? ''));
    log(`LightGBM ${version} ${seconds.toFixed(1)} s, error ${rmse.toFixed(4)}`);
    return { subject: 'LightGBM', seconds, note: `version ${version}, one thread, RMSE ${rmse.toFixed(4)}` };
  } catch (error) {
    return skip((error instanceof Error ? error.message : String(error)).trim().split('\n').pop() ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
