import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { fitChurn, rocAuc, seededRandom, selectRows, type ChurnMethodName, type FeatureTable } from '@almanac/models';
import { z } from 'zod';

export const name = 'churn';

type Row = { readonly subject: string; readonly seconds?: number; readonly note?: string };
type Customers = { readonly table: FeatureTable; readonly labels: Uint8Array };

const [SEEN, SCORED, NUMBERS, CATEGORIES, LEVELS] = [8000, 4000, 12, 6, 4];
const Peer = z.object({ logistic: z.object({ seconds: z.number(), auc: z.number(), brier: z.number() }), lightgbm: z.object({ seconds: z.number(), auc: z.number(), brier: z.number() }).nullable(), version: z.string() });

/**
 * Seconds to fit on 8,000 simulated customers of 18 columns and to score 4,000 others, ROC AUC and Brier score there, beside scikit-learn's logistic regression and
 * LightGBM (200 trees of 15 leaves, rate 0.03) from the Python that `ALMANAC_BENCH_PYTHON` names: once where reasons add up and chance has its part, once where rules decide.
 * Ours choose their settings in that time, the peers do not.
 */
export async function run({ log }: { log: (line: string) => void }): Promise<{ name: string; rows: Row[]; ratios: Record<string, number> }> {
  const rows: Row[] = [];
  for (const [world, leaves] of Object.entries(worlds)) {
    const customers = simulate(leaves);
    for (const models of [['logistic'], ['gbdt'], ['logistic', 'gbdt']] as const) rows.push({ subject: `${world}: Almanac ${models.join(' + ')}`, ...(await measure(customers, models)) });
    for (const { subject, ...peer } of await runPeers(customers, log)) rows.push({ subject: `${world}: ${subject}`, ...peer });
  }
  for (const { subject, seconds, note } of rows) log(`${subject}: ${seconds?.toFixed(2) ?? '–'} s, ${note ?? ''}`);
  const secondsOf = (subject: string) => rows.find((row) => row.subject.startsWith(subject))?.seconds;
  const ratios: Record<string, number> = {};
  for (const world of Object.keys(worlds)) {
    for (const [peer, own] of [['scikit-learn', 'Almanac logistic'], ['LightGBM', 'Almanac gbdt']] as const) {
      const [theirs, mine] = [secondsOf(`${world}: ${peer}`), secondsOf(`${world}: ${own}`)];
      if (theirs !== undefined && mine !== undefined) ratios[`${world}: ${peer} / ${own}`] = theirs / mine;
    }
  }
  return { name, rows, ratios };
}

async function measure({ table, labels }: Customers, models: readonly ChurnMethodName[]): Promise<Pick<Row, 'seconds' | 'note'>> {
  const rowsFrom = (first: number, count: number) => selectRows(table, Int32Array.from({ length: count }, (_, row) => first + row));
  const begin = performance.now();
  const model = await fitChurn(rowsFrom(0, SEEN), labels.subarray(0, SEEN), { seed: 1, models });
  const probabilities = model.predict(rowsFrom(SEEN, SCORED));
  const seconds = (performance.now() - begin) / 1000;
  const truth = labels.slice(SEEN);
  const brier = probabilities.reduce((sum, p, row) => sum + (p - truth[row]!) ** 2 / SCORED, 0);
  return { seconds, note: `ROC AUC ${rocAuc(truth, probabilities).toFixed(4)}, Brier ${brier.toFixed(4)}, one thread` };
}

/** Chance of leaving of one customer, by the columns. */
type World = (numbers: readonly number[], codes: readonly number[]) => number;

/** A line, a bend, two products of columns, and categories that matter together; and six rules that join two or three columns, of which few labels stray. */
const worlds: Readonly<Record<string, World>> = {
  reasons: ([a = 0, b = 0, c = 0, d = 0], codes) => 1 / (1 + Math.exp(-1.5 * (-1.5 + a + Math.abs(b) + b * c + (d > 0.5 && codes[0] === 1 ? 2.5 : 0) + (codes[1] === codes[2] ? 1 : 0)))),
  rules: ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0], codes) => {
    const leaves = (codes[0] === 0 && a > 0.3 && b < -0.2) || (c < -1 && d > 0.2 && codes[1] !== 2) || (e > 0.8 && codes[2] === codes[3]) || (f > 1 && g < 0) || (Math.abs(a) > 1.8 && codes[4] === 1) || (b > 1.2 && d * g > 0.5);
    return leaves ? 0.996 : 0.004;
  },
};

function simulate(leaves: World): Customers {
  const random = seededRandom(1);
  const rows = SEEN + SCORED;
  const numbers = Array.from({ length: NUMBERS }, () => Float64Array.from({ length: rows }, () => random.normal()));
  const codes = Array.from({ length: CATEGORIES }, () => Int32Array.from({ length: rows }, () => random.integer(LEVELS)));
  const labels = Uint8Array.from({ length: rows }, (_, row) =>
    random.next() <
    leaves(
      numbers.map((column) => column[row]!),
      codes.map((column) => column[row]!),
    )
      ? 1
      : 0,
  );
  const levels = Array.from({ length: LEVELS }, (_, level) => `level ${level}`);
  return {
    table: {
      rows,
      names: [...numbers.map((_, k) => `number ${k}`), ...codes.map((_, k) => `category ${k}`)],
      columns: [...numbers.map((values) => ({ kind: 'numeric' as const, values })), ...codes.map((own) => ({ kind: 'categorical' as const, codes: own, levels }))],
    },
    labels,
  };
}

async function runPeers({ table, labels }: Customers, log: (line: string) => void): Promise<Row[]> {
  const skip = (reason: string): Row[] => {
    log(`peers skipped: ${reason}`);
    return [{ subject: 'scikit-learn', note: `skipped: ${reason}` }];
  };
  const python = process.env['ALMANAC_BENCH_PYTHON'];
  if (!python || !existsSync(python)) return skip('ALMANAC_BENCH_PYTHON names no Python');
  const folder = mkdtempSync(path.join(tmpdir(), 'almanac-churn-'));
  try {
    const file = path.join(folder, 'rows.bin');
    const columns = table.columns.map((column) => new Uint8Array(Float64Array.from(column.kind === 'numeric' ? column.values : column.codes).buffer));
    writeFileSync(file, Buffer.concat([...columns, new Uint8Array(Float64Array.from(labels).buffer)]));
    const { stdout } = await promisify(execFile)(python, [path.join(import.meta.dirname, 'churn-peers.py'), file, ...[SEEN, SCORED, NUMBERS, CATEGORIES].map(String)]);
    const { logistic, lightgbm, version } = Peer.parse(JSON.parse(stdout.trim().split('\n').pop() ?? ''));
    const note = ({ auc, brier }: { auc: number; brier: number }) => `ROC AUC ${auc.toFixed(4)}, Brier ${brier.toFixed(4)}, one thread`;
    return [{ subject: 'scikit-learn logistic regression', seconds: logistic.seconds, note: note(logistic) }, ...(lightgbm ? [{ subject: `LightGBM ${version}`, seconds: lightgbm.seconds, note: note(lightgbm) }] : [{ subject: 'LightGBM', note: 'skipped: not installed' }])];
  } catch (error) {
    return skip((error instanceof Error ? error.message : String(error)).trim().split('\n').pop() ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
