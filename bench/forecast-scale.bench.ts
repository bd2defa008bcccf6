import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { addPeriods, forecastPanel, formatIsoDate, parseIsoDate, type ForecastPanelOptions, type Panel } from '@almanac/models';
import { loadTensorflow, type Tensorflow } from '@almanac/worker/tensorflow';
import { z } from 'zod';

export const name = 'forecast-scale';

type Row = { readonly subject: string; readonly seconds?: number; readonly note?: string };
const [SERIES, WEEKS, HORIZON] = [2000, 130, 13];
const START = parseIsoDate('2024-01-01')!; // a Monday
const Peer = z.object({ subject: z.string(), version: z.string(), seconds: z.number() });

/**
 * Seconds to forecast 2,000 weekly series 13 weeks ahead with nine quantiles. Ours fits every method, backtests, weighs and
 * calibrates; also exponential smoothing and Theta alone (they too with backtest), beside statsforecast's, which fit once.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const panel = simulatePanel();
  const tensorflow = await loadTensorflow();
  const rows: Row[] = [];
  const subjects: [string, Partial<ForecastPanelOptions>][] = [
    ['Almanac, all methods', {}],
    ['Almanac, ets alone', { models: ['ets'] }],
    ['Almanac, theta alone', { models: ['theta'] }],
  ];
  for (const [subject, options] of subjects) {
    const row = await measure(subject, panel, options, tensorflow);
    rows.push(row);
    log(`${row.subject} ${row.seconds.toFixed(1)} s`);
  }
  rows.push(...(await runPeers(panel, log)));
  const ours = rows[0]!.seconds!;
  const ratios = Object.fromEntries(rows.slice(1).flatMap(({ subject, seconds }) => (seconds === undefined ? [] : [[`${subject} / Almanac, all methods`, seconds / ours]])));
  return { name, rows, ratios };
}

async function measure(subject: string, panel: Panel, options: Partial<ForecastPanelOptions>, { tf, fusedLstm, compile, backend }: Tensorflow) {
  const start = performance.now();
  await forecastPanel(panel, { horizon: HORIZON, effort: 'quick', ...options }, { tf, kernel: fusedLstm, compile });
  const seconds = (performance.now() - start) / 1000;
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { subject, seconds, note: `${Math.round(SERIES / seconds)} series/s, ${backend}, peak memory ${memoryMb} MB` };
}

/** Level, trend, yearly season and noise from hashes of the indices: the same panel on every machine, without a generator's state. */
function simulatePanel(): Panel {
  const noise = (i: number, t: number) => {
    const x = Math.sin(i * 127.1 + t * 311.7) * 43_758.5453;
    return x - Math.floor(x);
  };
  const series = Array.from({ length: SERIES }, (_, i) => {
    const level = 5 * Math.exp(3 * noise(i, -1));
    const y = Float64Array.from({ length: WEEKS }, (_week, t) => {
      const season = 1 + 0.4 * Math.sin((2 * Math.PI * (t + 52 * noise(i, -2))) / 52);
      return Math.round(level * season * (1 + 0.003 * t * (noise(i, -3) - 0.5)) * (0.5 + noise(i, t)));
    });
    return { id: `s${i}`, start: START, y };
  });
  return { frequency: 'week', series };
}

async function runPeers(panel: Panel, log: (line: string) => void): Promise<Row[]> {
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python) {
    log('peers skipped: set ALMANAC_BENCH_PYTHON to a Python with statsforecast');
    return [{ subject: 'statsforecast', note: 'skipped: ALMANAC_BENCH_PYTHON is not set' }];
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'almanac-bench-'));
  const file = path.join(folder, 'panel.csv');
  const lines = panel.series.flatMap(({ id, start, y }) => Array.from(y, (v, t) => `${id},${formatIsoDate(addPeriods(start, t, 'week'))},${v}`));
  writeFileSync(file, `unique_id,ds,y\n${lines.join('\n')}\n`);
  try {
    const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'forecast-scale-peers.py'), file, String(HORIZON)]);
    return stdout.trim().split('\n').filter((line) => line.startsWith('{')).map((line) => {
      const { subject, version, seconds } = Peer.parse(JSON.parse(line));
      log(`${subject} ${seconds.toFixed(1)} s`);
      return { subject, seconds, note: `version ${version}, ${Math.round(SERIES / seconds)} series/s` };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').pop() : String(error);
    log(`peers skipped: ${reason}`);
    return [{ subject: 'statsforecast', note: `skipped: ${reason}` }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
