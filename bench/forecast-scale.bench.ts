import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { addPeriods, formatIsoDate } from '@almanac/models';
import { z } from 'zod';
import { HORIZON, simulatePanel } from './simulated-panel';

export const name = 'forecast-scale';
type Row = { readonly subject: string; readonly seconds?: number; readonly note?: string };

const SIZES = [300, 3000, 30_000];
/** What the peers are given, and our single methods beside them. */
const SHARED_SIZE = 3000;
const Measured = z.object({ seconds: z.number(), memoryMb: z.number(), backend: z.string() });
const Peer = z.object({ subject: z.string(), version: z.string(), seconds: z.number() });

/**
 * Seconds and peak memory to forecast 300, 3,000 and 30,000 weekly series 13 weeks ahead with nine quantiles. Ours fits every
 * method, backtests, weighs, calibrates and reconciles with categories, locations and products; also exponential smoothing and Theta
 * alone (they too with backtest) on 3,000, beside statsforecast's, which fit once.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const rows: Row[] = [];
  for (const size of SIZES) rows.push(await measure(`Almanac, all methods, ${size.toLocaleString('en')} series`, size, undefined, log));
  for (const method of ['ets', 'theta']) rows.push(await measure(`Almanac, ${method} alone, ${SHARED_SIZE.toLocaleString('en')} series`, SHARED_SIZE, method, log));
  rows.push(...(await runPeers(log)));
  const costOf = (index: number) => rows[index]!.seconds! / SIZES[index]!;
  const ratios = {
    'seconds per series, 300 / 3,000': costOf(0) / costOf(1),
    'seconds per series, 3,000 / 30,000': costOf(1) / costOf(2),
    ...Object.fromEntries(rows.slice(SIZES.length + 2).flatMap(({ subject, seconds }) => (seconds === undefined ? [] : [[`${subject} / Almanac, all methods, 3,000 series`, seconds / rows[1]!.seconds!]]))),
  };
  return { name, rows, ratios };
}

async function measure(subject: string, seriesCount: number, method: string | undefined, log: (line: string) => void): Promise<Row> {
  const script = path.join(import.meta.dirname, 'forecast-scale-run.ts');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...process.execArgv, script, String(seriesCount), ...(method ? [method] : [])]);
  const { seconds, memoryMb, backend } = Measured.parse(JSON.parse(stdout.trim().split('\n').pop() ?? ''));
  log(stderr.trim().split('\n').pop() ?? subject);
  return { subject, seconds, note: `${Math.round(seriesCount / seconds)} series/s, ${backend}, peak memory ${memoryMb} MB` };
}

async function runPeers(log: (line: string) => void): Promise<Row[]> {
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python) {
    log('peers skipped: set ALMANAC_BENCH_PYTHON to a Python with statsforecast');
    return [{ subject: 'statsforecast', note: 'skipped: ALMANAC_BENCH_PYTHON is not set' }];
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-'));
  const file = path.join(folder, 'panel.csv');
  const lines = simulatePanel(SHARED_SIZE).series.flatMap(({ id, start, y }) => Array.from(y, (v, t) => `${id},${formatIsoDate(addPeriods(start, t, 'week'))},${v}`));
  writeFileSync(file, `unique_id,ds,y\n${lines.join('\n')}\n`);
  try {
    const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'forecast-scale-peers.py'), file, String(HORIZON)]);
    return stdout.trim().split('\n').filter((line) => line.startsWith('{')).map((line) => {
      const { subject, version, seconds } = Peer.parse(JSON.parse(line));
      log(`${subject} ${seconds.toFixed(1)} s`);
      return { subject: `${subject}, ${SHARED_SIZE.toLocaleString('en')} series`, seconds, note: `version ${version}, ${Math.round(SHARED_SIZE / seconds)} series/s` };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').pop() : String(error);
    log(`peers skipped: ${reason}`);
    return [{ subject: 'statsforecast', note: `skipped: ${reason}` }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
