import { percentile } from '../open-loop';
import type { Answered } from './traffic';
import type { Kind } from './visits';

interface Row {
  readonly subject: string;
  readonly ms?: number;
  readonly note: string;
}

const titles: Readonly<Record<Kind, string>> = { page: 'pages (documents)', data: "pages' data", export: 'exports, to the last byte' };
const GOAL_MS = 300;
const SLOWEST = 12;

/** Percentiles by kind, and of what is asked the slowest. */
export function describeTraffic(answered: readonly Answered[], seconds: number): { rows: Row[]; ratios: Record<string, number> } {
  const kinds = (Object.keys(titles) as Kind[]).map((kind) => [kind, answered.filter(({ visit }) => visit.kind === kind)] as const);
  const names = [...groupByName(answered)].map(([subject, of]) => describe(subject, of, seconds)).sort((a, b) => b.ms - a.ms);
  return {
    rows: [...kinds.map(([kind, of]) => describe(`${titles[kind]}: 95 % within`, of, seconds)), ...names.slice(0, SLOWEST)],
    ratios: Object.fromEntries(kinds.filter(([kind]) => kind !== 'export').map(([kind, of]) => [`${GOAL_MS} ms over the 95th percentile, ${titles[kind]}`, GOAL_MS / describe('', of, seconds).ms])),
  };
}

function groupByName(answered: readonly Answered[]): Map<string, Answered[]> {
  const groups = new Map<string, Answered[]>();
  for (const answer of answered) {
    const name = `${answer.visit.kind} ${answer.visit.name}`;
    const group = groups.get(name);
    if (group) group.push(answer);
    else groups.set(name, [answer]);
  }
  return groups;
}

function describe(subject: string, answered: readonly Answered[], seconds: number) {
  const latencies = Float64Array.from(answered, ({ ms }) => ms).sort();
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share)) as [number, number, number];
  const failures = answered.filter(({ isGood }) => !isGood).length;
  const note = `${answered.length} in ${seconds} s, median ${p50.toFixed(0)} ms, 99 % ${p99.toFixed(0)} ms, longest ${(latencies.at(-1) ?? Number.NaN).toFixed(0)} ms, ${failures === 0 ? 'no error' : `${failures} errors`}`;
  return { subject, ms: p95, note };
}

/** Memory over time: growth is the last fifth against the second. */
export function describeMemory(samples: readonly Readonly<Record<string, number>>[]): Row[] {
  const parts = [...new Set(samples.flatMap((sample) => Object.keys(sample)))];
  return parts.map((part) => {
    const values = samples.flatMap((sample) => (sample[part] === undefined ? [] : [sample[part]]));
    const fifth = Math.max(1, Math.floor(values.length / 5));
    const growth = median(values.slice(-fifth)) - median(values.slice(fifth, 2 * fifth));
    const every = Math.max(1, Math.floor(values.length / 10));
    const course = values.filter((_, k) => k % every === 0).map((mb) => mb.toFixed(0)).join(', ');
    return { subject: `memory of ${part}`, note: `MB over time: ${course}; last fifth against the second ${growth >= 0 ? '+' : ''}${growth.toFixed(0)}` };
  });
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
