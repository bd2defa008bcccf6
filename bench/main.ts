import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const Row = z.object({ subject: z.string(), seconds: z.number().optional(), ms: z.number().optional(), note: z.string().optional() });
const Result = z.object({ name: z.string(), rows: z.array(Row), ratios: z.record(z.string(), z.number()) });
type Result = z.output<typeof Result>;
/** What a `*.bench.ts` file exports. */
interface Benchmark {
  readonly name: string;
  run(tools: { log: (line: string) => void; isQuick: boolean }): Promise<Result>;
}

const folder = import.meta.dirname;
const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } } });
const benchmarks = await loadBenchmarks();
const unknown = positionals.find((name) => !benchmarks.has(name));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${[...benchmarks.keys()].join(', ')}`);
  process.exit(2);
}

const machine = { cpu: os.cpus()[0]?.model ?? 'unknown', cores: os.availableParallelism(), memoryGb: Math.round(os.totalmem() / 2 ** 30), node: process.version };
const results: Result[] = [];
for (const name of positionals.length > 0 ? positionals : benchmarks.keys()) {
  console.error(`${name} …`);
  const result = Result.parse(await benchmarks.get(name)?.run({ log: (line) => console.error(`  ${line}`), isQuick: values.quick }));
  if (!values.quick) keep(result); // what takes a short cut is for a look
  results.push(result);
  if (!values.json) console.log(`\n${describe(result)}`);
}
if (values.json) console.log(JSON.stringify(results.length === 1 ? { ...results[0], machine } : { results, machine }));
process.exit(0); // TensorFlow's threads would hold the process

async function loadBenchmarks(): Promise<Map<string, Benchmark>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.bench.ts')).sort();
  const loaded = await Promise.all(files.map(async (file) => (await import(path.join(folder, file))) as Benchmark));
  return new Map(loaded.map((benchmark) => [benchmark.name, benchmark]));
}

function keep(result: Result): void {
  const base = path.join(folder, 'results', result.name);
  mkdirSync(path.dirname(base), { recursive: true });
  writeFileSync(`${base}.json`, `${JSON.stringify({ ...result, machine }, null, 2)}\n`);
  writeFileSync(`${base}.md`, `${describe(result)}\n`);
}

function describe({ name, rows, ratios }: Result): string {
  const time = (row: z.output<typeof Row>) => (row.seconds !== undefined ? `${row.seconds.toFixed(2)} s` : row.ms !== undefined ? `${row.ms.toFixed(1)} ms` : '–');
  return [
    `# ${name}`,
    '',
    `${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}. Again with \`npm run bench -- ${name}\`.`,
    '',
    '| subject | time | note |',
    '|---|---:|---|',
    ...rows.map((row) => `| ${row.subject} | ${time(row)} | ${row.note ?? ''} |`),
    '',
    ...Object.entries(ratios).map(([ratio, value]) => `- ${ratio}: ${value.toFixed(2)}`),
  ].join('\n');
}
