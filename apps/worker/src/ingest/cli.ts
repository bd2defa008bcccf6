import fs from 'node:fs';
import path from 'node:path';
import { ingest, withOrg, type Database } from '@almanac/data';
import { DomainError, FileFormat, ImportKind, type ColumnMapping, type ImportId, type RowProblem } from '@almanac/data/contract';
import { Argument, Option, type Command } from 'commander';
import { getOrganization, listOrganizations } from '../auth/organizations';
import { openDatabase } from '../cli/database';
import { publishEvent } from '../platform/bus';
import { systemClock } from '../platform/clock';
import type { Organization } from '../platform/context';
import { parseEnv } from '../platform/env';
import { openFileStore } from '../platform/files';
import { createLogger } from '../platform/logger';
import { runApply } from './apply';
import { runCheck, type ImportServices } from './check';
import { describe, discardImport, storeUpload } from './service';

interface ImportOptions {
  readonly org?: string;
  readonly map: ColumnMapping;
  readonly dateFormat?: string;
  readonly decimal?: string;
  readonly encoding?: string;
  readonly sheet?: string;
  readonly dryRun?: boolean;
  readonly goodLines?: boolean;
  readonly json?: boolean;
}

/** A file of nothing but problems must not fill the memory; the whole list is in `problemsFile`. */
const MAX_JSON_PROBLEMS = 10_000;

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
  try {
    const org = await chooseOrganization(database, options.org);
    const services: ImportServices = { database, files: openFileStore(path.join(env.ALMANAC_HOME, 'files')), clock: systemClock, log: createLogger('warn'), bus: { publish: publishEvent } };
    return await bringIn(services, org, kind, file, options);
  } finally {
    await database.close();
  }
}

async function bringIn(services: ImportServices, org: Organization, kind: ImportKind, file: string, options: ImportOptions): Promise<number> {
  const { database, files } = services;
  const say = (line: string) => console.error(line);
  say(`Reading ${path.basename(file)} for ${org.name} …`);
  const importId = await storeUpload(services, org.id, { kind, name: path.basename(file), content: fs.createReadStream(file), createdBy: null });
  const format = formatOf(options);
  const { mapping: guessed, columns, preview } = await ingest.inspectFile(files.path(`${org.id}/imports/${importId}`), { kind, format });
  const mapping = { ...withoutFields(guessed, Object.values(options.map)), ...options.map };
  for (const [column, field] of Object.entries(mapping)) say(`  ${column} -> ${field}`);
  for (const part of preview.ambiguous) say(`  ${part} is not certain, read as ${preview.format[part]}; --${part === 'decimal' ? 'decimal' : 'date-format'} decides`);
  const problems: RowProblem[] = [];
  const show = (problem: RowProblem) => {
    if (!options.json) console.log(`line ${problem.line}${problem.column === '' ? '' : `, column ${problem.column}`}: ${problem.code} ${JSON.stringify(problem.value)}`);
    else if (problems.length < MAX_JSON_PROBLEMS) problems.push(problem);
  };
  let row: ingest.Import;
  try {
    ingest.assertMapping(kind, columns, mapping);
    await withOrg(database.db, org.id, (tx) => ingest.updateImport(tx, org.id, importId, { mapping, format }));
    row = await runCheck(services, { orgId: org.id, importId }, { expected: 'uploaded', onProblem: show });
  } catch (error) {
    await withOrg(database.db, org.id, (tx) => ingest.updateImport(tx, org.id, importId, { status: 'failed', ...reasonOf(error) }));
    throw error;
  }
  const isBlocked = row.status === 'has_problems' && !options.goodLines;
  if (!isBlocked && row.goodCount === 0) throw new DomainError('import.no_good_lines');
  if (isBlocked || options.dryRun) await discardImport({ ...services, orgId: org.id }, { importId });
  else row = await write(services, org, importId, row.status === 'ready' ? 'ready' : 'has_problems');
  const problemsFile = row.problemsKey === null || row.problemCount === 0 ? null : files.path(row.problemsKey);
  report(row, { org, importId, problems, problemsFile, options, isBlocked });
  return isBlocked || (options.dryRun === true && row.problemCount > 0) ? 1 : 0;
}

async function write(services: ImportServices, org: Organization, importId: ImportId, status: 'ready' | 'has_problems'): Promise<ingest.Import> {
  console.error('Writing …');
  const mode = status === 'ready' ? 'all' : 'good-lines';
  await withOrg(services.database.db, org.id, (tx) => ingest.updateImport(tx, org.id, importId, { mode }));
  return runApply(services, { orgId: org.id, importId }, status);
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

function formatOf({ dateFormat, decimal, encoding, sheet }: ImportOptions): Partial<FileFormat> {
  return FileFormat.partial().parse(Object.fromEntries(Object.entries({ dateFormat, decimal, encoding, sheet }).filter(([, value]) => value !== undefined)));
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

const reasonOf = (error: unknown) => (error instanceof DomainError ? { errorCode: error.code, errorParams: error.params } : { errorCode: 'server.failed' });
