import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ingest, withOrg, type Database } from '@almanac/data';
import { ATTRIBUTE, DomainError, FileFormat, ImportKind, type ColumnMapping, type ImportId, type RowProblem } from '@almanac/data/contract';
import { Argument, Option, type Command } from 'commander';
import { getOrganization, listOrganizations } from '../auth/organizations';
import { openDatabase } from '../cli/database';
import { openEventBus } from '../platform/bus';
import { systemClock } from '../platform/clock';
import type { Organization, Services } from '../platform/context';
import { parseEnv } from '../platform/env';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { openJobQueue } from '../platform/queue';
import { problemSentence } from '../platform/sentences';
import { withStandIn } from '../platform/stand-in';
import { importJobs } from './jobs';
import { describe, storeUpload } from './service';
import type { ImportRef } from './steps';

interface ImportOptions {
  readonly org?: string;
  readonly map: ColumnMapping;
  readonly dateFormat?: string;
  readonly decimal?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly leftValue?: string;
  readonly dryRun?: boolean;
  readonly goodLines?: boolean;
  readonly json?: boolean;
}

/** As many as the database keeps; the whole list is in `problemsFile`. */
const SHOWN_PROBLEMS = 1_000;
const LOOK_EVERY_MS = 200;

export function registerImport(program: Command): void {
  program
    .command('import')
    .description('bring a CSV or XLSX file into a company; nothing is written while a line has a problem')
    .addArgument(new Argument('<kind>', 'what the file holds').choices(ImportKind.options))
    .argument('<file>', 'a .csv, .csv.gz, .tsv or .xlsx file')
    .option('--org <slug>', 'the company; needed when there are several')
    .option('--map <column=field...>', 'what a column means; the others are guessed', collectMapping, {})
    .addOption(new Option('--date-format <order>', 'order of day, month and year').choices(FileFormat.shape.dateFormat.options))
    .addOption(new Option('--decimal <sign>', 'decimal sign').choices(FileFormat.shape.decimal.options))
    .addOption(new Option('--encoding <name>', 'encoding of a text file').choices(FileFormat.shape.encoding.options))
    .option('--sheet <name>', 'the sheet of a workbook')
    .option('--left-value <value>', 'value of the column hasLeft that says a customer has left')
    .option('--good-lines', 'write the lines without a problem, leave the others')
    .option('--dry-run', 'check only')
    .action(async (kind: string, file: string, _options: unknown, command: Command) => {
      process.exitCode = await importFile(ImportKind.parse(kind), file, command.optsWithGlobals<ImportOptions>());
    });
}

async function importFile(kind: ImportKind, file: string, options: ImportOptions): Promise<number> {
  if (!fs.existsSync(file)) throw new DomainError('not_found', { what: 'file', key: file });
  const env = parseEnv(process.env);
  const database = await openDatabase(env);
  const bus = await openEventBus(database);
  try {
    const org = await chooseOrganization(database, options.org);
    const files = openFileStore(path.join(env.ALMANAC_HOME, 'files'));
    const services: Services = { database, bus, files, jobs: await openJobQueue(database), clock: systemClock, log: createLogger(env.LOG_LEVEL === 'info' ? 'warn' : env.LOG_LEVEL) };
    return await bringIn(services, org, kind, file, options);
  } finally {
    await bus.close();
    await database.close();
  }
}

/** From here on the jobs of the web do the work: when this process is killed, a worker ends what was begun. */
async function bringIn(services: Services, org: Organization, kind: ImportKind, file: string, options: ImportOptions): Promise<number> {
  const say = (line: string) => console.error(line);
  say(`Reading ${path.basename(file)} for ${org.name} …`);
  const format = formatOf(options);
  const { mapping: guessed, columns, preview } = await ingest.inspectFile(file, { kind, format });
  const mapping = { ...withoutFields(guessed, Object.values(options.map).filter((field) => field !== ATTRIBUTE)), ...options.map };
  for (const [column, field] of Object.entries(mapping)) say(`  ${column} -> ${field}`);
  for (const part of preview.ambiguous) say(`  ${part} is not certain, read as ${preview.format[part]}; --${part === 'decimal' ? 'decimal' : 'date-format'} decides`);
  ingest.assertMapping(kind, columns, mapping);
  const then = options.dryRun ? 'discard' : options.goodLines ? 'good-lines' : 'all';
  const importId = await storeUpload(services, org.id, { kind, name: path.basename(file), content: fs.createReadStream(file), createdBy: null, check: { mapping, format, then } });
  const row = await withStandIn(services, importJobs, () => follow(services, { orgId: org.id, importId }));
  const { error } = describe(row);
  if (row.status === 'failed' && error !== null) throw new DomainError(error.code, error.params);
  const problems = await withOrg(services.database.db, org.id, (tx) => ingest.listProblems(tx, org.id, importId, SHOWN_PROBLEMS));
  const problemsFile = row.problemsKey === null || row.problemCount === 0 ? null : services.files.path(row.problemsKey);
  const isBlocked = row.status === 'discarded' && then === 'all';
  report(row, { org, importId, problems, problemsFile, options, isBlocked });
  return isBlocked || (options.dryRun === true && row.problemCount > 0) ? 1 : 0;
}

/** Tells how the import goes on, up to its end. */
async function follow({ database }: Services, { orgId, importId }: ImportRef): Promise<ingest.Import> {
  let last = '';
  for (;;) {
    const row = await withOrg(database.db, orgId, (tx) => ingest.getImport(tx, orgId, importId));
    const line = describeProgress(row);
    if (line !== last && line !== '') console.error(line);
    last = line;
    if (row.status !== 'checking' && row.status !== 'applying') return row;
    await delay(LOOK_EVERY_MS);
  }
}

function describeProgress({ status, phase, lineCount }: ingest.Import): string {
  if (status === 'checking') return lineCount === 0 ? 'Checking …' : `Checking … ${lineCount.toLocaleString('en')} lines`;
  return status === 'applying' ? `Writing …${phase === null ? '' : ` ${phase}`}` : '';
}

interface Outcome {
  readonly org: Organization;
  readonly importId: ImportId;
  readonly problems: readonly RowProblem[];
  readonly problemsFile: string | null;
  readonly options: ImportOptions;
  readonly isBlocked: boolean;
}

function report(row: ingest.Import, { org, importId, problems, problemsFile, options, isBlocked }: Outcome): void {
  const { kind, fileName, counts } = describe(row);
  const status = isBlocked ? 'has_problems' : options.dryRun ? 'checked' : row.status;
  if (options.json) {
    console.log(JSON.stringify({ importId, org: org.slug, kind, file: fileName, status, ...counts, problemCount: row.problemCount, problems, problemsFile }));
    return;
  }
  for (const { line, column, code, value } of problems) console.log(`line ${line}${column === '' ? '' : `, column ${column}`}: ${problemSentence(code)}${value === '' ? '' : `: ${JSON.stringify(value)}`}`);
  if (row.problemCount > problems.length) console.log(`The other problems are in ${problemsFile}`);
  console.log(`${counts.lines} lines, ${counts.good} good, ${counts.problems} problems.`);
  if (isBlocked) console.log('Nothing was written. Mend the file, or take the good lines with --good-lines.');
  else if (options.dryRun) console.log('Nothing was written (--dry-run).');
  else console.log(`${counts.inserted} inserted, ${counts.updated} updated, ${counts.unchanged} unchanged.`);
}

async function chooseOrganization(database: Database, slug: string | undefined): Promise<Organization> {
  if (slug !== undefined) return getOrganization(database, slug);
  const all = await listOrganizations(database);
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  throw new DomainError('auth.organization_missing', { choices: all.map((org) => org.slug).join(', ') });
}

function formatOf({ dateFormat, decimal, encoding, sheet, leftValue }: ImportOptions): Partial<FileFormat> {
  return FileFormat.partial().parse(Object.fromEntries(Object.entries({ dateFormat, decimal, encoding, sheet, leftValue }).filter(([, value]) => value !== undefined)));
}

function collectMapping(pair: string, before: ColumnMapping): ColumnMapping {
  const at = pair.lastIndexOf('=');
  if (at < 1) throw new DomainError('request.invalid', { map: pair });
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

/** A mapping whose guesses give way to what the user gave. */
function withoutFields(mapping: ColumnMapping, fields: readonly string[]): ColumnMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, field]) => !fields.includes(field)));
}
